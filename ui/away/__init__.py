"""外出: the register of those away, as a strip of a month and as a list, with the form beside it."""
