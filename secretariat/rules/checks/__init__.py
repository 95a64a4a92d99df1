"""One module for each family of findings; each is a pure function of rulebook, facts and day."""
