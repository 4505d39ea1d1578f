"""The style sheet made from settings."""

from painsite.config import Settings


def theme_styles(settings: Settings) -> str:
    """Make the style sheet that gives the settings' colours, fonts and width to the theme's custom properties."""
    theme = settings.theme
    values: dict[str, str] = {}
    for name in sorted({name.removesuffix("-dark") for name in theme.colours}):
        light, dark = theme.colours.get(name, ""), theme.colours.get(f"{name}-dark", "")
        values |= {key: value for key, value in ((f"{name}-light", light), (f"{name}-dark", dark)) if value}
        # a property that the theme does not know, and of which one colour is given, has that on all pages
        values[name] = f"light-dark(var(--{name}-light, {dark or light}), var(--{name}-dark, {light or dark}))"
    values |= {f"font-{name}": value for name, value in theme.fonts.items()}
    if theme.width:
        values["measure"] = theme.width
    return f":root {{\n{_declarations(values)}}}\n"


def _declarations(values: dict[str, str]) -> str:
    return "".join(f"  --{name}: {value};\n" for name, value in sorted(values.items()))
