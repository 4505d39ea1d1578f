"""What a shell completes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from painsite.build.standing import StandingLibrary
from painsite.cli import main
from tests.support import KASCH, WEBER


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    (root / "bibliography").mkdir()
    (root / "bibliography" / "kasch-2022.yaml").write_text(KASCH, encoding="utf-8")
    (root / "bibliography" / "weber-1983.yaml").write_text(WEBER, encoding="utf-8")
    assert CliRunner().invoke(main, ["build", "--source", str(root)]).exit_code == 0
    return root


def completed(site: Path, *words: str, of: str = "fish") -> list[str]:
    line = " ".join(["painsite", *words])
    current = words[-1] if of == "fish" else str(len(words))
    environment = {**os.environ, "_PAINSITE_COMPLETE": f"{of}_complete", "COMP_WORDS": line, "COMP_CWORD": current}
    command = [sys.executable, "-c", "from painsite.cli import main; main(prog_name='painsite')"]
    done = subprocess.run(command, cwd=site, env=environment, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return [line for line in done.stdout.splitlines() if line]


def test_a_tab_completes_a_citekey_and_says_what_it_stands_for(site: Path) -> None:
    assert completed(site, "show", "web") == ["plain,weber-1983\tWeber 1983: Lumbar disc herniation"]


def test_bash_completes_several_keys_too(site: Path) -> None:
    assert completed(site, "cite", "weber-1983", "KAS", of="bash") == ["plain,kasch-2022"]


def test_the_folder_is_the_one_that_was_named(site: Path, tmp_path: Path) -> None:
    assert completed(tmp_path, "show", "--source", str(site), "kasch", of="bash") == ["plain,kasch-2022"]


def test_without_a_site_or_a_cache_nothing_is_completed(tmp_path: Path) -> None:
    assert completed(tmp_path, "show", "web", of="bash") == []
    (tmp_path / "bibliography").mkdir()
    assert completed(tmp_path, "show", "web", of="bash") == []
    assert StandingLibrary(root=tmp_path).first() is None
