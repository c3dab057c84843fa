"""The Graph Store Protocol: whole graphs by name and by their own URL."""

import io
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse
from writable_server import ADMIN, writable

TURTLE = "text/turtle"
NAMED = "/graphs?graph=http%3A%2F%2Fexample.org%2Fg"
PLACES = [NAMED, "/graphs?graph=relative", "/graphs/person/1.ttl", "/graphs?default"]


def send(
    client: FlaskClient, method: str, url: str, body: str = "", kind: str = TURTLE, **headers: str
) -> TestResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.open(url, method=method, data=body, content_type=kind, headers={**ADMIN, **named})


def triples(client: FlaskClient, url: str) -> list[str]:
    response = client.get(url, headers={"Accept": "application/n-triples"})
    assert response.status_code == 200
    return sorted(response.text.splitlines())


@pytest.mark.parametrize("url", PLACES)
def test_a_graph_is_put_extended_replaced_and_deleted(client: FlaskClient, url: str) -> None:
    is_default = "default" in url
    assert send(client, "PUT", url, "<u:a> <u:b> 'é' .").status_code == (204 if is_default else 201)
    assert triples(client, url) == ['<u:a> <u:b> "é" .']
    assert send(client, "POST", url, "<u:a> <u:b> <u:c> .").status_code == 204
    assert len(triples(client, url)) == 2
    assert send(client, "PUT", url, "<u:a> <u:b> <u:d> .").status_code == 204
    assert triples(client, url) == ["<u:a> <u:b> <u:d> ."]
    assert send(client, "DELETE", url).status_code == 204
    assert client.get(url).status_code == (200 if is_default else 404)
    assert client.head(url).status_code == (200 if is_default else 404)
    assert send(client, "DELETE", url).status_code == (204 if is_default else 404)


def test_a_graph_without_a_name_gets_a_url(client: FlaskClient) -> None:
    response = send(client, "POST", "/graphs", "<> <u:b> <x> .")
    assert response.status_code == 201
    url = response.headers["Location"]
    assert triples(client, url) == [f"<{url}> <u:b> <{url.rpartition('/')[0]}/x> ."]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("my%20graph", "my%20graph"),
        ("a%2Fb", "a%2Fb"),
        ("50%25", "50%25"),
        ("%00%5C%7B%7D", "%00%5C%7B%7D"),
        ("Zo%C3%AB", "Zoë"),
        ("%FF", "%FF"),
        ("a?format=nt", "a"),
    ],
)
def test_the_url_of_a_graph_is_its_name_as_it_was_sent(client: FlaskClient, path: str, name: str) -> None:
    assert send(client, "PUT", f"/graphs/{path}", "<u:a> <u:b> 1 .").status_code == 201
    assert triples(client, f"/graphs?graph=http://localhost/graphs/{quote(name)}")
    assert client.get(f"/graphs/{path}").status_code == 200


def test_two_urls_are_two_graphs(client: FlaskClient) -> None:
    assert send(client, "PUT", "/graphs/a%2Fb", "<u:a> <u:b> 1 .").status_code == 201
    assert client.get("/graphs/a/b").status_code == 404
    response = send(client, "PUT", "/graphs/a%2Fb?version=2", "<u:a> <u:b> 2 .")
    assert (response.status_code, "takes no parameter" in response.text) == (400, True)


def test_nothing_has_no_type(client: FlaskClient) -> None:
    response = send(client, "PUT", "/graphs?default", "<u:a> <u:b> 1 .")
    assert (response.status_code, response.headers.get("Content-Type")) == (204, None)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/n-triples", '<u:a> <u:b> "é" .'),
        ("Text/Turtle; charset=UTF-8", "<u:a> <u:b> 'é' ."),
        ("application/ld+json", '{"@id": "u:a", "u:b": "é"}'),
        ("application/trig", "<u:a> <u:b> 'é' ."),
        (
            "application/rdf+xml",
            '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="u:">'
            '<r:Description r:about="u:a"><u:b>é</u:b></r:Description></r:RDF>',
        ),
    ],
)
def test_formats_that_are_taken(client: FlaskClient, kind: str, body: str) -> None:
    assert send(client, "PUT", NAMED, body, kind).status_code == 201
    assert triples(client, NAMED) == ['<u:a> <u:b> "é" .']


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
)
def test_formats_that_are_given(client: FlaskClient, accept: str) -> None:
    send(client, "PUT", NAMED, "<u:a> <u:b> 'é' .")
    response = client.head(NAMED, headers={"Accept": f"{accept}; charset=utf-8"})
    assert (response.status_code, response.mimetype, response.data) == (200, accept, b"")
    assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize(
    ("method", "url", "body", "kind", "status"),
    [
        ("PUT", NAMED, "<u:a> <u:b> <u:c", TURTLE, 400),
        ("PUT", NAMED, "<u:a> <u:b> 1 . <u:g> { <u:a> <u:b> 2 }", "application/trig", 400),
        ("PUT", NAMED, "x", "application/pdf", 415),
        ("PUT", NAMED, "x", "", 415),
        ("PUT", NAMED, "<u:a> <u:b> 1 .", "text/turtle; charset=latin1", 415),
        ("PUT", "/graphs", "", TURTLE, 400),
        ("DELETE", "/graphs", "", TURTLE, 400),
        ("GET", "/graphs?default&graph=u:g", "", TURTLE, 400),
        ("GET", "/graphs?graph=u:g&graph=u:h", "", TURTLE, 400),
        ("GET", "/graphs/one?default", "", TURTLE, 400),
        ("PUT", "/graphs?graph=http%3A%2F%2Fe.org%2Fa+b%3C%3E", "", TURTLE, 400),
        ("PUT", "/graphs?graph=u:a%3E%20a%20%3Cu:b%3E.%3Cu:c", "", TURTLE, 400),
        ("GET", "/graphs?graph=%zz", "", TURTLE, 400),
        ("PATCH", NAMED, "", TURTLE, 405),
    ],
)
def test_what_is_refused_changes_nothing(
    client: FlaskClient, method: str, url: str, body: str, kind: str, status: int
) -> None:
    send(client, "PUT", NAMED, "<u:a> <u:b> <u:c> .")
    response = send(client, method, url, body, kind)
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    assert triples(client, NAMED) == ["<u:a> <u:b> <u:c> ."]


def test_several_files_are_one_graph_with_their_blank_nodes_apart(client: FlaskClient) -> None:
    files = [
        (io.BytesIO(b"_:x <u:p> 1 ."), "1.ttl", TURTLE),
        (io.BytesIO(b"_:x <u:p> 1 ."), "2.nt", "application/n-triples"),
    ]
    files[1] = (io.BytesIO(b'_:x <u:p> "1" .'), "2.nt", "application/n-triples")
    response = client.post(NAMED, data={"a": files[0], "b": files[1]}, headers=ADMIN)
    assert response.status_code == 201
    assert len({line.split()[0] for line in triples(client, NAMED)}) == 2
    assert (
        client.post(NAMED, data={"a": "no file"}, headers=ADMIN, content_type="multipart/form-data").status_code == 400
    )


def test_tags_guard_against_overwriting_what_another_changed(client: FlaskClient) -> None:
    send(client, "PUT", NAMED, "<u:a> <u:b> 1 .")
    tag = client.get(NAMED).headers["ETag"]
    assert client.get(NAMED, headers={"If-None-Match": tag}).status_code == 304
    assert send(client, "PUT", NAMED, "<u:a> <u:b> 2 .", If_Match=tag).status_code == 204
    assert send(client, "PUT", NAMED, "<u:a> <u:b> 3 .", If_Match=tag).status_code == 412
    assert send(client, "DELETE", NAMED, If_Match=tag).status_code == 412
    assert send(client, "PUT", NAMED, "<u:a> <u:b> 4 .", If_None_Match="*").status_code == 412
    assert send(client, "PUT", "/graphs?graph=u:new", "", If_Match="*").status_code == 412
    assert '"2"' in triples(client, NAMED)[0]


def test_what_was_read_from_articles_is_not_replaced(tmp_path: Path) -> None:
    derived = "/graphs?graph=https%3A%2F%2Fw3id.org%2Fsitrep%2Fgraph%2F"
    with writable(tmp_path / "store") as app:
        client = app.test_client()
        assert send(client, "PUT", f"{derived}ledger", "<u:a> <u:b> 1 .").status_code == 201
        for url in ("/graphs?default", f"{derived}ledger", f"{derived}article%2F1"):
            assert send(client, "PUT", url, "<u:a> <u:b> 1 .").status_code == 403
            assert send(client, "DELETE", url).status_code == 403
        assert send(client, "PUT", NAMED, "<u:a> <u:b> 1 .").status_code == 201


def test_other_pages_may_read(client: FlaskClient) -> None:
    response = client.options(NAMED)
    assert (response.status_code, response.headers["Access-Control-Allow-Methods"]) == (204, "GET, HEAD")


def test_the_tag_of_a_compressed_answer_is_one_too(client: FlaskClient) -> None:
    send(client, "PUT", NAMED, " ".join(f"<u:a> <u:b> {n} ." for n in range(300)))
    packed = {"Accept-Encoding": "gzip", "Accept": TURTLE}
    response = client.get(NAMED, headers=packed)
    tag = response.headers["ETag"]
    assert (response.headers["Content-Encoding"], tag[:1]) == ("gzip", '"')
    again = client.get(NAMED, headers={**packed, "If-None-Match": tag})
    assert (again.status_code, again.headers["ETag"]) == (304, tag)
    assert send(client, "PUT", NAMED, "<u:a> <u:b> 1 .", If_Match=tag).status_code == 204
    assert send(client, "PUT", NAMED, "<u:a> <u:b> 2 .", If_Match=tag).status_code == 412


def test_a_compressed_body_is_refused_as_such(client: FlaskClient) -> None:
    response = send(client, "PUT", NAMED, "<u:a> <u:b> 1 .", Content_Encoding="gzip")
    assert (response.status_code, "without Content-Encoding" in response.text) == (415, True)
