"""What robots may read, and where they find the sitemap."""

from painsite.pages.context import Context


def robots(context: Context) -> str:
    """Make robots.txt: everything is open."""
    sitemap_line = f"\nSitemap: {context.frame.linking.absolute('/sitemap.xml')}\n" if context.settings.url else ""
    return f"User-agent: *\nAllow: /\n{sitemap_line}"
