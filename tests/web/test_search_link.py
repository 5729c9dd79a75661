from search_service.web.search_link import SearchLink


def test_a_link_leaves_out_defaults_unknown_names_and_empty_values() -> None:
    raw = {"q": [" jooga "], "lang": ["fi"], "sort": ["best"], "place": [""], "utm": ["x"]}
    assert SearchLink.of(raw).url == "/?q=jooga"
    assert SearchLink.of({}).url == "/"


def test_the_last_value_counts_where_only_one_may_be_given() -> None:
    assert SearchLink.of({"q": ["a", "b"], "theme": ["a", "b"]}).url == "/?q=b&theme=a&theme=b"


def test_a_change_begins_at_the_first_page() -> None:
    link = SearchLink.of({"q": ["jooga"], "page": ["3"]})
    assert link.choosing("price", "free").url == "/?q=jooga&price=free"
    assert link.having("page", "4").url == "/?q=jooga&page=4"


def test_a_value_is_added_to_its_or_group_and_taken_from_it() -> None:
    link = SearchLink.of({"theme": ["a", "b"]})
    assert link.choosing("theme", "c").url == "/?theme=a&theme=b,c"
    assert link.choosing("theme", "c").dropping("theme", "b").url == "/?theme=a&theme=c"
    assert link.dropping("theme", "a").dropping("theme", "b").url == "/"


def test_features_of_accessibility_are_all_required() -> None:
    link = SearchLink.of({"accessibility": ["wheelchair"]})
    added = link.choosing("accessibility", "parking")
    assert added.url == "/?accessibility=wheelchair&accessibility=parking"
    assert added.dropping("accessibility", "wheelchair").url == "/?accessibility=parking"


def test_signs_of_addresses_are_written_so_that_they_come_back() -> None:
    assert SearchLink.of({"q": ['a&b="c"#<d>']}).url == "/?q=a%26b%3D%22c%22%23%3Cd%3E"
