"""What the code promises about its own shape: who imports whom, how large things grow, what never stands in Python."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BASE = frozenset({"kg.closing", "kg.errors", "kg.config", "kg.namespaces", "kg.resources", "kg.wording"})
ALLOWED = {
    "articles": (),
    "extraction": ("kg.articles.article", "kg.ontology", "kg.gazetteer"),
    "curation": (),
    "fusion": ("kg.curation.correction", "kg.extraction.mention", "kg.ontology", "kg.gazetteer"),
    "graph": (
        "kg.articles.article",
        "kg.curation.correction",
        "kg.extraction.mention",
        "kg.fusion.claim",
        "kg.ontology",
    ),
    "store": (),
    "web": ("kg.store",),
    "gazetteer": (),
    "ontology": (),
    "evaluation": (),
    "annotation": ("kg.articles.article", "kg.extraction.mention", "kg.fusion.claim", "kg.ontology", "kg.reader"),
    "gaps": ("kg.articles.article", "kg.extraction", "kg.ontology", "kg.reader"),
    "ledger": ("kg.articles.article", "kg.curation", "kg.fusion", "kg.graph", "kg.ontology"),
    "explaining": ("kg.articles.article", "kg.extraction", "kg.fusion", "kg.ontology", "kg.reader", "kg.store"),
    "checking": ("kg.graph.shapes", "kg.store"),
    "commands": ("kg",),
}
TYPES_ONLY = frozenset({"_typeshed"})
"""Packages that only type checkers know."""
EMPTY_NAMES = frozenset({"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common"})
MAX_MODULE_LINES = 300
MAX_FUNCTION_LINES = 30
"""Of code: what the docstring says is not counted."""
IRI = re.compile(r"https?://(?!localhost|127\.)\w")
SPARQL = re.compile(r"\s*(PREFIX|SELECT|CONSTRUCT|INSERT|DELETE|ASK|DESCRIBE)\b.*\n")
REGISTRY_HOST = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.(org|com)|yarnpkg\.com|unpkg\.com|jsdelivr\.net|(deb|security)\.debian\.org"
    r"|--(extra-)?index-url|--find-links|--trusted-host|file:///opt"
)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    name: str
    path: Path
    tree: ast.Module

    @property
    def stage(self) -> str | None:
        """The folder of ``kg/`` that the module lies in; None directly under ``kg/``."""
        parts = self.path.parts[self.path.parts.index("kg") + 1 :]
        return parts[0] if len(parts) > 1 else None

    def at(self, node: ast.AST, message: str) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)} {message}"


Rule = Callable[[list[Module]], Iterator[str]]


def read_modules(root: Path) -> list[Module]:
    modules = []
    for path in sorted((root / "kg").rglob("*.py")):
        relative = path.relative_to(root)
        name = ".".join(relative.with_suffix("").parts).removesuffix(".__init__")
        modules.append(Module(name, relative, ast.parse(path.read_text(encoding="utf-8"), str(path))))
    return modules


@cache
def our_modules() -> list[Module]:
    return read_modules(ROOT)


def imports(module: Module, names: frozenset[str]) -> Iterator[tuple[ast.stmt, str]]:
    """Yield every import with the full name of the module that it reads."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = "." * node.level + (node.module or "")
            for alias in node.names:
                longer = f"{source}.{alias.name}"
                yield node, longer if longer in names else source


def is_within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def wrong_imports(modules: list[Module]) -> Iterator[str]:
    names = frozenset(module.name for module in modules)
    for module in modules:
        if module.stage is None and module.name not in BASE:
            continue
        if module.stage is not None and module.stage not in ALLOWED:
            yield f"{module.path}: say in ALLOWED what the folder {module.stage} may import"
            continue
        allowed = (f"kg.{module.stage}", *ALLOWED[module.stage]) if module.stage else ()
        for node, name in imports(module, names):
            if name.startswith("."):
                yield module.at(node, "imports relatively; name the module in full")
            elif is_within(name, ("kg",)) and name not in BASE and not is_within(name, allowed):
                yield module.at(
                    node, f"imports {name}; it may import the base and {', '.join(allowed) or 'nothing else'}"
                )


def circular_imports(modules: list[Module]) -> Iterator[str]:
    names = frozenset(module.name for module in modules)
    graph = {module.name: {name for _, name in imports(module, names) if name in names} for module in modules}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        yield " imports ".join(reversed(error.args[1]))


def imports_in_functions(modules: list[Module]) -> Iterator[str]:
    for module in modules:
        for function in (node for node in ast.walk(module.tree) if isinstance(node, Function)):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield module.at(node, f"imports inside {function.name}(); import at the top")


def long_modules(modules: list[Module]) -> Iterator[str]:
    for module in modules:
        end = max((node.end_lineno or 0 for node in module.tree.body), default=0)
        if end > MAX_MODULE_LINES:
            yield f"{module.path} has {end} lines; part it by idea, {MAX_MODULE_LINES} at most"


def long_functions(modules: list[Module]) -> Iterator[str]:
    for module in modules:
        for node in (node for node in ast.walk(module.tree) if isinstance(node, Function)):
            told = len((ast.get_docstring(node, clean=False) or "").splitlines())
            length = (node.end_lineno or node.lineno) - node.lineno + 1 - told
            if length > MAX_FUNCTION_LINES:
                yield module.at(node, f"{node.name}() has {length} lines; {MAX_FUNCTION_LINES} at most")


def empty_names(modules: list[Module]) -> Iterator[str]:
    for module in modules:
        if EMPTY_NAMES & set(module.name.split(".")):
            yield f"{module.path}: name it after what it knows"


def strings(module: Module) -> Iterator[ast.Constant]:
    """Yield the string literals that are values, docstrings left out."""
    documentation = {id(node.value) for node in ast.walk(module.tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node


def stray_iris(modules: list[Module]) -> Iterator[str]:
    for module in modules:
        for node in strings(module) if module.name != "kg.namespaces" else ():
            if IRI.search(str(node.value)):
                yield module.at(node, f"holds the IRI {node.value!r}; IRIs stand in kg/namespaces.py")


def queries_in_strings(modules: list[Module]) -> Iterator[str]:
    for module in modules:
        for node in strings(module):
            if SPARQL.match(str(node.value)):
                yield module.at(node, "holds a SPARQL query; queries are .rq files")


RULES: list[Rule] = [
    wrong_imports,
    circular_imports,
    imports_in_functions,
    long_modules,
    long_functions,
    empty_names,
    stray_iris,
    queries_in_strings,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_code_keeps_the_rule(rule: Rule) -> None:
    violations = list(rule(our_modules()))
    assert not violations, "\n" + "\n".join(violations)


@pytest.mark.parametrize(
    ("rule", "files"),
    [
        (wrong_imports, {"kg/web/pages.py": "from kg.extraction import mention"}),
        (wrong_imports, {"kg/store/search.py": "import kg.articles.article"}),
        (wrong_imports, {"kg/fusion/matching.py": "from kg.extraction.entities.entities import find"}),
        (wrong_imports, {"kg/errors.py": "from kg.store.dataset import Store"}),
        (wrong_imports, {"kg/web/pages/pages.py": "from ..store import dataset"}),
        (wrong_imports, {"kg/store/search.py": "from kg import build", "kg/build.py": ""}),
        (wrong_imports, {"kg/elsewhere/thing.py": ""}),
        (circular_imports, {"kg/a.py": "import kg.b", "kg/b.py": "from kg import a"}),
        (imports_in_functions, {"kg/a.py": "def f():\n    import json\n    return json"}),
        (long_modules, {"kg/a.py": "x = 1\n" * (MAX_MODULE_LINES + 1)}),
        (long_functions, {"kg/a.py": "def f():\n" + "    x = 1\n" * MAX_FUNCTION_LINES}),
        (empty_names, {"kg/web/utils.py": ""}),
        (stray_iris, {"kg/a.py": 'X = "http://example.org/x"'}),
        (queries_in_strings, {"kg/a.py": 'Q = """\nSELECT *\nWHERE { ?s ?p ?o }"""'}),
    ],
)
def test_each_rule_finds_what_breaks_it(rule: Rule, files: dict[str, str], tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert list(rule(read_modules(tmp_path)))


def test_what_is_allowed_breaks_no_rule(tmp_path: Path) -> None:
    (tmp_path / "kg/fusion").mkdir(parents=True)
    text = '"""See http://example.org/ for more."""\nfrom kg.extraction.mention import Mention\nfrom kg import errors\n'
    (tmp_path / "kg/fusion/claim.py").write_text(text)
    (tmp_path / "kg/errors.py").write_text('REMEDY = "open http://127.0.0.1:8000"\n')
    assert not [violation for rule in RULES for violation in rule(read_modules(tmp_path))]


def test_store_and_web_load_no_language_model_and_no_reasoner() -> None:
    served = [module.name for module in our_modules() if module.stage in {"store", "web"}]
    program = f"import sys, {', '.join(served)}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    heavy = {"spacy", "thinc", "owlready2", "trafilatura", "kg.articles", "kg.extraction", "kg.fusion", "kg.graph"}
    assert not heavy & set(loaded.stdout.split())


def normalise(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def requirement_name(requirement: str) -> str:
    return normalise(re.split(r"[^\w.-]", requirement, maxsplit=1)[0])


def test_every_imported_package_is_a_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = {requirement_name(requirement) for requirement in project["dependencies"]}
    distributions = packages_distributions()
    for module in our_modules():
        for node, name in imports(module, frozenset()):
            package = name.split(".")[0]
            if package in sys.stdlib_module_names | TYPES_ONLY | {"kg"}:
                continue
            # A package for another system is not installed here: its own name must do.
            found = {normalise(distribution) for distribution in distributions.get(package, [package])}
            assert found & declared, module.at(node, f"imports {package}, which pyproject.toml does not list")


def test_the_lock_holds_every_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    locked = {requirement_name(line) for line in (ROOT / "requirements.txt").read_text().splitlines() if "==" in line}
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    missing = [requirement for requirement in wanted if requirement_name(requirement) not in locked]
    assert [line for line in missing if "== 'win32'" not in line] == [], "run make lock"


def our_files() -> list[Path]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def registry_lines(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="ignore").splitlines(), start=1):
            if found := REGISTRY_HOST.search(line):
                yield f"{path}:{number} names {found[0]}"


def test_no_file_names_a_registry() -> None:
    mine = Path(__file__)
    violations = list(registry_lines([path for path in our_files() if path != mine]))
    assert not violations, "\n" + "\n".join(violations)


def test_a_registry_in_a_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "package-lock.json").write_text('{"resolved": "https://registry.' + "npmjs" + '.org/leaflet"}')
    assert list(registry_lines([tmp_path / "package-lock.json"]))
