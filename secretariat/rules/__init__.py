"""Rulebooks as data and the judgements made by them: facts in, findings out, nothing else."""
