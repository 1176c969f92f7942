"""Settings from the environment; a secret that is not given is made once and kept in the home folder."""

import os
import secrets
from pathlib import Path


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def words(name: str, default: str) -> list[str]:
    return text(name, default).split()


def flag(name: str) -> bool:
    """True for 1, yes, true or on; anything else is False."""
    return text(name).lower() in {"1", "yes", "true", "on"}


def home() -> Path:
    """The folder for everything this machine keeps: database, keys, attachments, drop folders."""
    folder = Path(text("DAYBOOK_HOME", "var")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret(name: str, folder: Path) -> str:
    """The secret of that name: from the environment, else from an owner-only file made at first use."""
    given = os.environ.get(name)
    if given:
        return given
    keys = folder / "keys"
    keys.mkdir(mode=0o700, exist_ok=True)
    file = keys / name.removeprefix("DAYBOOK_").lower()
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
            handle.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return file.read_text().strip()
