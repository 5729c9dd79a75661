"""What a location says beside its address: "units.json#organisations=associations".

Options stand behind # or ?, written like a query. Those of the source itself are taken out of the
address; everything else of a query is the server's and stays.
"""

from collections.abc import Collection, Mapping
from urllib.parse import parse_qsl, urlencode

from indexers.fetching.fetcher import is_url
from indexers.sources.source import SourceError


def split_options(location: str, names: Collection[str]) -> tuple[str, Mapping[str, str]]:
    """The address, and the options of these names with their values.

    Raises SourceError for a # part with another option, so that a slip is not taken for silence.
    """
    address, mark, fragment = location.rpartition("#")
    if not mark or "=" not in fragment:
        address, fragment = location, ""
    options = dict(parse_qsl(fragment, keep_blank_values=True))
    if unknown := sorted(set(options) - set(names)):
        raise SourceError(
            f"{location}: there is no option {', '.join(unknown)}; known are: {', '.join(names)}"
        )
    path, _, query = address.partition("?")
    asked = parse_qsl(query, keep_blank_values=True)
    own = {name: value for name, value in asked if name in names}
    if not own:
        return address, options
    rest = urlencode([(name, value) for name, value in asked if name not in names])
    if rest and not is_url(path):
        return location, {}  # a file's name may hold a question mark
    return f"{path}?{rest}" if rest else path, {**own, **options}
