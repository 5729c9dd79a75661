"""The build of pages and widgets, on small sources of its own."""

import gzip
import re
import subprocess
from base64 import b64encode
from hashlib import sha384
from pathlib import Path

import pytest

from search_service.web.assets import AssetsMissing, read_assets

PROJECT = Path(__file__).parents[2]
BUILD = PROJECT / "search_service" / "web" / "build.mjs"
SOURCES = {
    "page.ts": "import { twice } from './page/twice'; document.title = twice('page');",
    "page/twice.ts": "export const twice = (text: string): string => text + text;",
    "page.css": "@import './page/frame.css';",
    "page/frame.css": "".join(f".part-{n} {{ margin: {n}em }} " for n in range(99)),
    "widgets/lahella-box.ts": "import('leaflet').then((leaflet) => leaflet.map('map'));",
    "widgets/lahella-map.ts": (
        "import { wide } from './parts'; import css from 'style:./map.css';"
        "import later from 'part:later_part'; import texts from 'messages:form.q';"
        "console.log(wide, css, later, texts);"
    ),
    "widgets/later_part.ts": "export const late = 'late';",
    "widgets/map.css": "@import '../page/frame.css'; p { margin: 1.5rem }",
    "widgets/parts.ts": "export const wide = 'wide';",
}


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder with the sources, where npm's packages are found as in the project."""
    (tmp_path / "node_modules").symlink_to(PROJECT / "node_modules")
    for name, text in SOURCES.items():
        path = tmp_path / "src" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "src"


def build(sources: Path) -> Path:
    """Where the sources were built to."""
    built = sources.parent / "built"
    run = ["node", str(BUILD), str(sources), str(built)]
    subprocess.run(run, check=True, capture_output=True, timeout=60)
    read_assets.cache_clear()
    return built


def test_pages_get_names_with_hashes_and_widgets_keep_theirs(sources: Path) -> None:
    assets = read_assets(build(sources))
    widgets = ["lahella-box.js", "lahella-map.js"]
    versioned = [f"versioned/{name}" for name in widgets]
    assert sorted(assets) == [*widgets, "later_part.js", "page.css", "page.js", *versioned]
    assert assets["lahella-map.js"].url == "/widgets/lahella-map.js"
    assert re.fullmatch(r"/static/lahella-map-[0-9a-f]{12}\.js", assets[versioned[1]].url)
    assert assets["lahella-map.js"].integrity == assets[versioned[1]].integrity
    assert assets["page.js"].url.startswith("/static/page-")
    old = assets["page.css"].url, assets["page.js"].url
    (sources / "page" / "frame.css").write_text("body { color: blue }", encoding="utf-8")
    assets = read_assets(build(sources))
    assert (assets["page.css"].url == old[0], assets["page.js"].url == old[1]) == (False, True)


def test_integrity_is_the_hash_of_what_is_served(sources: Path) -> None:
    built = build(sources)
    for asset in read_assets(built).values():
        digest = sha384((built / asset.url[1:]).read_bytes()).digest()
        assert asset.integrity == f"sha384-{b64encode(digest).decode()}"


def test_a_widget_is_one_script_until_it_loads_more(sources: Path) -> None:
    built = build(sources)
    assert "wide" in (built / "widgets" / "lahella-map.js").read_text("utf-8")
    box = (built / "widgets" / "lahella-box.js").read_text("utf-8")
    [later] = (built / "static").glob("leaflet-*.js")
    assert [part for part in box.split('"') if part.endswith(".js")] == [f"../static/{later.name}"]
    assert "export{" in later.read_text("utf-8"), "named exports, not one default"


def test_a_widget_holds_texts_styles_and_the_hash_of_its_later_part(sources: Path) -> None:
    built = build(sources)
    script = (built / "widgets" / "lahella-map.js").read_text("utf-8")
    later = read_assets(built)["later_part.js"]
    assert later.url in script
    assert later.integrity in script
    assert "Vad söker du?" in script
    assert ".part-98" in script
    assert "margin:24px" in script, "another site's root may have any text size"


def test_a_text_that_no_table_has_leaves_no_build(sources: Path) -> None:
    wrong = "import texts from 'messages:form.none'; console.log(texts);"
    (sources / "widgets" / "lahella-map.ts").write_text(wrong, encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError) as told:
        build(sources)
    assert b"form.none" in told.value.stderr


def test_packed_files_hold_the_same_and_are_smaller(sources: Path) -> None:
    built = build(sources)
    [style] = (built / "static").glob("page-*.css")
    packed = Path(f"{style}.gz").read_bytes()
    assert gzip.decompress(packed) == style.read_bytes()
    assert len(packed) < style.stat().st_size


def test_a_source_with_a_mistake_leaves_no_build(sources: Path) -> None:
    (sources / "page.ts").write_text("import './missing';", encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError) as told:
        build(sources)
    assert b"missing" in told.value.stderr
    with pytest.raises(AssetsMissing, match="make setup"):
        read_assets(sources.parent / "built")
