import pytest

from painsite.pages.links import Linking, url_path


@pytest.mark.parametrize(
    ("page", "target", "href"),
    [
        ("/", "/", "./"),
        ("/", "/style.css", "./style.css"),
        ("/", "/bibliography/kasch-2022/", "./bibliography/kasch-2022/"),
        ("/bibliography/kasch-2022/", "/", "../../"),
        ("/bibliography/kasch-2022/", "/articles/back-pain/", "../../articles/back-pain/"),
        ("/tags/imaging/2/", "/tags/imaging/", "../../../tags/imaging/"),
        ("/articles/back-pain/", "/bibliography/kasch-2022/#cite", "../../bibliography/kasch-2022/#cite"),
    ],
)
def test_links_are_relative_to_their_page(page: str, target: str, href: str) -> None:
    assert Linking().from_page(page)(target) == href


@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("/", "/notes/"),
        ("/style.css", "/notes/style.css"),
        ("/bibliography/kasch-2022/", "/notes/bibliography/kasch-2022/"),
    ],
)
def test_below_a_base_links_begin_at_the_root(target: str, href: str) -> None:
    assert Linking(root="/notes/").from_page("/articles/back-pain/")(target) == href


@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("/", "../../index.html"),
        ("/bibliography/", "../../bibliography/index.html"),
        ("/bibliography/#year-2022", "../../bibliography/index.html#year-2022"),
        ("/style.css", "../../style.css"),
    ],
)
def test_portable_links_name_the_file(target: str, href: str) -> None:
    assert Linking(portable=True).from_page("/articles/back-pain/")(target) == href


@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("/bibliography/Müller2001/", "./bibliography/M%C3%BCller2001/"),
        ("/bibliography/tolkien~3asingle/", "./bibliography/tolkien~3asingle/"),
        ("/media/a disc?.png", "./media/a%20disc%3F.png"),
        ("/media/100%.png", "./media/100%25.png"),
        ("/media/a'b.png", "./media/a'b.png"),
    ],
)
def test_what_no_address_may_hold_is_percent_encoded(target: str, href: str) -> None:
    assert Linking().from_page("/")(target) == href


def test_public_addresses_are_encoded_too() -> None:
    linking = Linking(url="https://example.org/notes/")
    assert linking.absolute("/bibliography/Müller2001/") == "https://example.org/notes/bibliography/M%C3%BCller2001/"


def test_a_site_without_an_address_has_no_public_addresses() -> None:
    assert Linking().absolute("/bibliography/") == ""


@pytest.mark.parametrize(
    ("linking", "href"),
    [
        (Linking(), "/style.css"),
        (Linking(url="https://example.org/notes/"), "/notes/style.css"),
        (Linking(root="/base/", url="https://example.org/notes/"), "/base/style.css"),
        (Linking(portable=True), "/style.css"),
    ],
)
def test_a_page_that_answers_to_any_address_links_from_the_root(linking: Linking, href: str) -> None:
    assert linking.from_root()("/style.css") == href


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://example.org", "/"),
        ("https://example.org/", "/"),
        ("https://example.org/notes", "/notes/"),
        ("https://example.org/a/notes/", "/a/notes/"),
        ("/notes/", "/notes/"),
        ("notes", "/notes/"),
        ("/", "/"),
        ("", "/"),
        ("/my notes/ü", "/my%20notes/%C3%BC/"),
        ("https://example.org/my%20notes/", "/my%20notes/"),
    ],
)
def test_a_base_is_the_path_of_an_address(url: str, path: str) -> None:
    assert url_path(url) == path
