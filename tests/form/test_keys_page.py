from pathlib import Path

from scripts.form_docs import PAGE, page
from selfeval.form.keys import KEYS


def test_the_page_of_keys_is_the_one_the_code_describes() -> None:
    assert Path(PAGE).read_text(encoding="utf-8") == page(), "run `make docs`"


def test_every_key_is_explained_in_both_languages() -> None:
    assert all(key.zh and key.en for keys in KEYS.values() for key in keys)
