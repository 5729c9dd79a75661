"""Watches a browser context: other hosts are not reached, and what goes wrong is written down."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Route, WebError

OWN_HOSTS = ("127.0.0.1", "localhost")  # two names, so that a test can have a foreign origin
# What a context does not see (sockets, prefetching) finds no host either.
OWN_HOSTS_ONLY = "--host-resolver-rules=MAP * ~NOTFOUND, " + ", ".join(
    f"EXCLUDE {host}" for host in OWN_HOSTS
)
Complaints = list[str]


def guard(context: BrowserContext, complaints: Complaints) -> None:
    """Write down requests to other hosts, which are refused, and errors of scripts and console."""

    def watch(route: Route) -> None:
        url = route.request.url
        if urlsplit(url).hostname in OWN_HOSTS:
            route.continue_()
        else:
            complaints.append(f"asked another host: {url}")
            route.abort()

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(f"console: {message.text}")

    def fall(error: WebError) -> None:
        complaints.append(f"script: {error.error}")

    context.route("**/*", watch)
    context.on("console", hear)
    context.on("weberror", fall)
