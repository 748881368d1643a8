"""What can be wrong in one place of a module: another sign, a part less, a number beside it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import Any

SIGNS = "Lt LtE GtE,LtE Lt Gt,Gt GtE LtE,GtE Gt Lt,Eq NotEq,NotEq Eq,Is IsNot,IsNot Is,In NotIn,"
SIGNS += "NotIn In,And Or,Or And,Add Sub,Sub Add,BitOr BitAnd,BitAnd BitOr,Mult Add,FloorDiv Mult"
INSTEAD = {sign: [getattr(ast, n) for n in to] for sign, *to in map(str.split, SIGNS.split(","))}
NAMES = {"any": "all", "all": "any", "min": "max", "max": "min"}
NAMES |= {"violation": "warning", "warning": "notice", "notice": "violation"}
HEADERS = ("annotation", "returns", "bases", "keywords", "decorator_list")
TEXT = re.compile(r"(N_|reg|practice)\(")


def mutants(path: Path) -> Iterator[tuple[CodeType, str, str]]:
    """Each wrong module: its code, the function that is wrong, and its row in docs/mutants.md."""
    tree = ast.parse(path.read_text("utf-8"))
    for holder, at, node, function in list(_places(tree)):
        line = node.target.lineno if isinstance(node, ast.comprehension) else node.lineno
        for other in _others(node):
            holder[at] = ast.copy_location(other, node)
            code = compile(ast.fix_missing_locations(tree), str(path), "exec")
            holder[at] = node
            told = _told(node, other).replace("|", "\\|")
            yield code, function, f"| {path.name}:{line} | {function} | {told} |"


def _told(node: ast.AST, other: ast.AST) -> str:
    """How it reads; of a list only what is taken out of it."""
    if isinstance(node, ast.Tuple) and isinstance(other, ast.Tuple):
        return f"without `{ast.unparse(next(one for one in node.elts if one not in other.elts))}`"
    old, new = (ast.unparse(one).split("\n")[0] for one in (node, other))
    return f"`{old}` → `{new}`"


def _places(node: ast.AST, inside: str = "") -> Iterator[tuple[Any, Any, Any, str]]:
    """What can be exchanged: its holder, where, itself, its function. No texts, types, headers."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        inside = f"{inside}.{node.name}".lstrip(".")
    for field, value in ast.iter_fields(node):
        if field in HEADERS and not isinstance(node, ast.Call):
            continue
        scope = "" if isinstance(node, ast.arguments) else inside  # a default is of the module
        for at, one in enumerate(value) if isinstance(value, list) else [(field, value)]:
            docstring = isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)
            if isinstance(one, ast.AST) and not docstring and not TEXT.match(ast.unparse(one)):
                if hasattr(one, "lineno") or isinstance(one, ast.comprehension):
                    yield (value if isinstance(value, list) else vars(node)), at, one, scope
                yield from _places(one, scope)


def _others(node: ast.AST) -> Iterator[ast.AST]:  # noqa: PLR0912 - a table, a line for each kind
    """What can be put in the place of it: each is wrong in one thing."""
    match node:
        case ast.Compare(left, ops, right):
            for at, sign in enumerate(ops):
                for other in INSTEAD[type(sign).__name__]:
                    yield ast.Compare(left, [*ops[:at], other(), *ops[at + 1 :]], right)
        case ast.BoolOp(op, parts):
            yield ast.BoolOp(INSTEAD[type(op).__name__][0](), parts)
            for it in parts:
                rest = [one for one in parts if one is not it]
                yield ast.BoolOp(op, rest) if len(rest) > 1 else rest[0]
        case ast.BinOp(left, op, right) if instead := INSTEAD.get(type(op).__name__):
            yield from (ast.BinOp(left, instead[0](), right), left)
        case ast.UnaryOp(_, operand):
            yield operand
        case ast.Constant(bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(int(value)):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.Constant(str(value)):
            yield ast.Constant(value + "?")
        case ast.Name(name) if name in NAMES:
            yield ast.Name(NAMES[name], ast.Load())
        case ast.Tuple(parts, ast.Load()):
            for it in parts:
                yield ast.Tuple([one for one in parts if one is not it], ast.Load())
        case ast.comprehension(target, iterated, [_, *rest], is_async):
            yield ast.comprehension(target, iterated, rest, is_async)
        case ast.IfExp(_, body, orelse):
            yield from (body, orelse)
        case ast.If(test, body, orelse):
            yield from (ast.If(ast.UnaryOp(ast.Not(), test), body, orelse), ast.Pass())
        case ast.Return(ast.AST()):
            yield ast.Return(ast.Constant(None))
        case ast.Expr() | ast.AugAssign() | ast.Continue() | ast.Break() | ast.Return():
            yield ast.Pass()
