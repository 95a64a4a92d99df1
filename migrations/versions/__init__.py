"""One change of the schema in each file, written out in full: a migration never imports the models of today."""
