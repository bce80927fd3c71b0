"""A failure of one call, as the account is asked for it."""

from pathlib import Path

from sandbox.account.settings import FILE


def fail(folder: Path, call: int, *, effect: bool) -> None:
    """Let the account of a checkout fail at its call of that number, with or without effect."""
    text = f'[[faults]]\noperation = "*"\ncall = {call}\neffect = {str(effect).lower()}\n'
    (folder / FILE).write_text(text)


def fail_no_more(folder: Path) -> None:
    """Let the account answer every call again."""
    (folder / FILE).unlink()
