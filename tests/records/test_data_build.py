"""The lists are made from the package in a way that can be repeated."""

import gzip
import json
from pathlib import Path
from typing import Any

from daybook.records.data.build import build


def offence(code: str, **changes: Any) -> dict[str, Any]:
    row = {
        "cjsCode": code,
        "homeOfficeClassification": "046/00",
        "notifiableToHo": True,
        "offenceCategory": "CE",
        "offenceTitle": "Theft  from|a shop",
        "recordableOnPnc": True,
    }
    return row | changes


def unit(third: str, name: str) -> dict[str, str]:
    return {
        "topLevelCode": "",
        "secondLevelCode": "01",
        "secondLevelName": "Metropolitan Police Service",
        "thirdLevelCode": third,
        "thirdLevelName": name,
        "thirdLevelPsaCode": "",
        "bottomLevelCode": "00",
    }


def test_build_keeps_what_is_needed(tmp_path: Path) -> None:
    data = tmp_path / "package" / "dist" / "data"
    data.mkdir(parents=True)
    rows = [
        offence("TH68010"),
        offence("CD71999", homeOfficeClassification="000/00", recordableOnPnc=False),
        offence("0101AA001"),
        offence("CC13501", offenceTitle=" "),
    ]
    (data / "offence-code.json").write_text(json.dumps(rows))
    (data / "organisation-unit.json").write_text(json.dumps([unit("FF", "FULHAM "), unit("FG", "")]))
    assert build(tmp_path / "package", tmp_path) == {"offences": 2, "units": 1}
    packed = tmp_path / "offences" / "offences.tsv.gz"
    before = packed.read_bytes()
    lines = gzip.decompress(before).decode().splitlines()
    assert lines[1:] == [
        "CD71999\tCE?\t\t0\t1\tTheft from a shop",
        "TH68010\tCE\t046/00\t1\t1\tTheft from a shop",
    ]
    build(tmp_path / "package", tmp_path)
    assert packed.read_bytes() == before
