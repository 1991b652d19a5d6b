"""What the demonstration is asked for the examples of openapi.json; docs/api_examples.py asks.

By endpoint and path below it: the address of an example of that name, below /api/v2/. What lies at
"{id}/" is asked for by another name than its id, and "find/" leads there. A name in braces stands
for a token that an editor was given.
"""

from collections.abc import Mapping

QUESTIONS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "index": {
        "": {"addresses": "", "unknown_parameter": "?page=2"},
        "openapi.json": {"unknown_parameter": "openapi.json?page=2"},
    },
    "site": {
        "": {
            "relative_links": "site/?locale=en&links=relative",
            "unknown_language": "site/?locale=de",
        },
    },
    "changes": {
        "": {
            "beginning": "changes/",
            "bad_cursor": "changes/?since=yesterday",
            "cursor_of_another_log": "changes/?since=0123abcd-7",
        },
    },
    "resolve": {
        "": {
            "page": "resolve/?path=/en/about/&links=relative",
            "with_lists": "resolve/?path=/en/countries/latvia/&links=relative&lists=true",
            "past_day": "resolve/?path=/en/participants/on/2014-06-30/&links=relative",
            "redirect": "resolve/?path=/en",
            "nothing": "resolve/?path=/en/about/us/",
            "withdrawn": "resolve/?path=/en/page/284-signatories-of-the-declaration.html",
            "no_path": "resolve/",
        },
    },
    "search": {
        "": {
            "megara": "search/?q=megara&in=news&links=relative",
            "typing_error": "search/?q=strasburg&in=participants&links=relative",
            "no_query": "search/",
        },
        "suggestions/": {
            "three_letters": "search/suggestions/?q=meg&links=relative",
            "no_query": "search/suggestions/",
        },
    },
    "oembed": {
        "": {
            "profile": "oembed/?url=/en/participants/megara/&maxwidth=400",
            "no_address": "oembed/",
            "no_profile": "oembed/?url=/en/",
            "xml": "oembed/?url=/en/participants/megara/&format=xml",
        },
    },
    "preview": {
        "": {
            "page": "preview/?token={page}&links=relative",
            "no_token": "preview/",
            "forged_token": "preview/?token=forged",
            "nothing_on_that_day": "preview/?token={begun}&at=2099-01-01",
            "begun": "preview/?token={begun}",
        },
    },
    "pages": {
        "": {
            "first_two": "pages/?limit=2",
            "chosen_fields": "pages/?type=alliance_pages.NewsArticlePage&country=GR&limit=2"
            "&order=-date&fields=_,id,title,date,kind",
            "limit_too_high": "pages/?limit=1000",
        },
        "{id}/": {
            "article": "pages/find/?html_path=/en/news/megara-becomes-124th-participant/",
            "unknown_field": "pages/3/?fields=colour",
            "missing": "pages/999999/",
        },
        "find/": {
            "found": "pages/find/?html_path=/en/about/",
            "led_away": "pages/find/?html_path=/en/handbook/",
            "no_name": "pages/find/",
            "missing": "pages/find/?html_path=/en/about/us/",
        },
        "summary/": {
            "articles": "pages/summary/?type=alliance_pages.NewsArticlePage&country=GR",
            "without_type": "pages/summary/",
        },
    },
    "images": {
        "": {
            "chosen_fields": "images/?limit=2&fields=_,id,title,width,height",
            "limit_too_high": "images/?limit=1000",
        },
        "{id}/": {
            "image": "images/find/?id=1",
            "unknown_field": "images/1/?fields=colour",
            "missing": "images/999999/",
        },
        "find/": {"no_id": "images/find/", "missing": "images/find/?id=999999"},
    },
    "documents": {
        "": {"all": "documents/", "limit_too_high": "documents/?limit=1000"},
        "{id}/": {
            "document": "documents/find/?id=1",
            "unknown_field": "documents/1/?fields=colour",
            "missing": "documents/999999/",
        },
        "find/": {"no_id": "documents/find/", "missing": "documents/find/?id=999999"},
    },
    "participants": {
        "": {
            "first_two": "participants/?limit=2",
            "chosen_fields": "participants/?country=GR&fields=_,name,number,joined_on",
            "unknown_country": "participants/?country=Greece",
        },
        "{id}/": {
            "participant": "participants/find/?slug=megara",
            "chosen_fields": "participants/find/?slug=megara&locale=fr&fields=_,name,figures",
            "unknown_language": "participants/1/?locale=de",
            "missing": "participants/999999/",
        },
        "find/": {
            "two_names": "participants/find/?id=1&number=124",
            "missing": "participants/find/?number=999999",
        },
        "summary/": {
            "of_a_country": "participants/summary/?country=GR",
            "malformed_day": "participants/summary/?as_of=tomorrow",
        },
        "places/": {
            "of_a_country": "participants/places/?country=GR&links=relative",
            "unknown_country": "participants/places/?country=Greece",
        },
        "export.csv": {
            "of_a_country": "participants/export.csv?country=AT",
            "malformed_point": "participants/export.csv?near=here",
        },
        "export.geojson": {
            "of_a_country": "participants/export.geojson?country=AT",
            "malformed_box": "participants/export.geojson?bbox=1,2",
        },
        "export.json": {
            "of_a_country": "participants/export.json?country=AT",
            "unknown_status": "participants/export.json?status=gone",
        },
        "export.csv-metadata.json": {
            "of_a_country": "participants/export.csv-metadata.json?country=AT",
            "malformed_point": "participants/export.csv-metadata.json?near=here",
        },
        "datapackage.json": {
            "of_a_country": "participants/datapackage.json?country=AT",
            "malformed_point": "participants/datapackage.json?near=here",
        },
    },
}
