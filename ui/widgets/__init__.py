"""The parts that pages are made of. None sets a colour, a font or a margin of its own: ``ui.theme`` does."""
