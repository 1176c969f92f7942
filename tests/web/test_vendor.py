"""What we carry of others is exactly what the list says, licence included."""

import hashlib
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
LISTED = tomllib.loads((ROOT / "src/daybook/web/vendor.toml").read_text())["package"]
FILES = {name: digest for package in LISTED for name, digest in package["files"].items()}


def test_every_listed_file_is_unchanged() -> None:
    found = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in FILES}
    assert found == FILES


def test_every_carried_file_is_listed() -> None:
    folders = ("src/daybook/web/static/vendor", "src/daybook/web/fonts", "tests/vendor")
    carried = {str(f.relative_to(ROOT)) for d in folders for f in (ROOT / d).rglob("*") if f.is_file()}
    assert carried == set(FILES)


def test_every_package_brings_its_licence() -> None:
    for package in LISTED:
        assert any(Path(name).name.startswith("LICENSE") for name in package["files"]), package["npm"]


def test_no_font_crown_or_address_of_another_site_is_in_the_stylesheet() -> None:
    css = (ROOT / "src/daybook/web/static/vendor/govuk-frontend/govuk-frontend.min.css").read_text()
    for trace in ("url(", "@font-face", "GDS", "crown", "crest", "logotype"):
        assert trace not in css
