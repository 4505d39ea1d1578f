import pytest
from hypothesis import given
from hypothesis import strategies as st

from painsite.sources.citekeys import comparable, decode_citekey, encode_citekey, encode_tag

# Letters that fold, compose or are spelt in two ways, beside any others.
CITEKEYS = st.text() | st.text("aAäÄßſsSée\u0301\u0300Å\u212bİiı.~-_: 2\u00b2٣ﬁfi가ᄀ\u1161", max_size=4)


@pytest.mark.parametrize(
    ("citekey", "address"),
    [
        ("kasch-2022", "kasch-2022"),
        ("Brinjikji_2015.a", "Brinjikji_2015.a"),
        ("Müller2001", "Müller2001"),
        ("tolkien:single", "tolkien~3asingle"),
        ("a/b", "a~2fb"),
        ("..", "~2e."),
        (".hidden", "~2ehidden"),
        ("~3a", "~7e3a"),
        ("50%", "50~25"),
        ("x²", "x~c2~b2"),
        ("cafe\u0301", "cafe~cc~81"),
        ("村上2009", "村上2009"),
        ("😀", "~f0~9f~98~80"),
    ],
)
def test_a_citekey_becomes_one_step_of_an_address(citekey: str, address: str) -> None:
    assert encode_citekey(citekey) == address


@pytest.mark.property
@given(CITEKEYS)
def test_a_citekey_comes_back_from_its_address(citekey: str) -> None:
    assert decode_citekey(encode_citekey(citekey)) == citekey


@pytest.mark.property
@given(CITEKEYS)
def test_an_address_holds_no_character_that_a_path_would_read(citekey: str) -> None:
    step = encode_citekey(citekey)
    assert not step.startswith(".")
    assert not set(step) & set('/\\?#%:*"<>| \t\n\x00')


@pytest.mark.property
@given(st.sets(CITEKEYS, max_size=30))
def test_two_citekeys_share_an_address_only_if_they_are_comparable(citekeys: set[str]) -> None:
    first_at: dict[str, str] = {}
    for citekey in sorted(citekeys):
        first = first_at.setdefault(comparable(encode_citekey(citekey)), citekey)
        assert comparable(first) == comparable(citekey)


@pytest.mark.parametrize(
    ("first", "second"),
    [("Kasch-2022", "kasch-2022"), ("MÜLLER", "müller"), ("Müller", "Mu\u0308ller"), ("strasse", "Straße")],
)
def test_case_and_composition_do_not_tell_citekeys_apart(first: str, second: str) -> None:
    assert comparable(first) == comparable(second)


@pytest.mark.parametrize(
    ("tag", "address"),
    [("back pain", "back-pain"), ("Back-Pain", "back-pain"), (" MRI  scans ", "mri-scans"), ("C++", "c~2b~2b")],
)
def test_a_tag_becomes_one_step_of_an_address(tag: str, address: str) -> None:
    assert encode_tag(tag) == address
