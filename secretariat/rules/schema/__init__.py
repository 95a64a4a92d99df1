"""What a rulebook's entries can say, by subject; ``rulebook.py`` beside this package puts them together.

Every class is a frozen standard dataclass whose field names are the keys of the TOML file. An entry that asks for
something carries the ``article`` it comes from, as the source numbers it; no article, no rule. ``kinds`` are the
codes of the kinds of meeting that an entry binds, ``posts`` those who may act.
"""
