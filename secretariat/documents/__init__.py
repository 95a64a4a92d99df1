"""Papers: plain dataclasses in, PDF bytes out."""
