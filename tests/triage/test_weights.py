"""Weights that are not what they should be are refused."""

import shutil
from pathlib import Path

import pytest

from groundswell.domain.errors import DamagedFile
from groundswell.text.weights import MANIFEST
from groundswell.triage.ngram import MODELS
from groundswell.triage.ngram import shipped as load


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(MODELS, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_the_weights_that_ship_are_whole_and_small(copy: Path) -> None:
    weights = load(copy)
    assert (
        sum(len(labels) for labels in weights.heads.values()) == len(weights.bias) == weights.table.shape[1]
    )
    assert sum(file.stat().st_size for file in MODELS.iterdir()) <= 12_000_000


def test_a_changed_byte_is_noticed(copy: Path) -> None:
    file = copy / "ngram.npz"
    packed = bytearray(file.read_bytes())
    packed[len(packed) // 2] ^= 1
    file.write_bytes(packed)
    with pytest.raises(DamagedFile, match="Install groundswell again"):
        load(copy)


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "ngram.npz").unlink()
    with pytest.raises(DamagedFile, match=r"ngram\.npz"):
        load(copy)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": ["ngram.npz"]}'])
def test_a_broken_manifest_is_refused(copy: Path, text: str) -> None:
    (copy / MANIFEST).write_text(text)
    with pytest.raises(DamagedFile):
        load(copy)
