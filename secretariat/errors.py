"""Whose fault it is: errors that a user can mend, each with a message and a remedy in Chinese."""

from __future__ import annotations


class UserError(Exception):
    """Something the user can mend.

    ``message`` says what is wrong and where, ``remedy`` what to do about it; both are Chinese sentences
    without a trailing full stop. Anything that is not a ``UserError`` is a fault of the program.
    """

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}。{self.remedy}。"


class FileUnusableError(UserError):
    """A file that is not what it should be: a dossier, a rulebook, a calendar, a font."""


class RefusedError(UserError):
    """An act that the program refuses, such as printing minutes that nobody entitled has signed."""
