# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes what is generated from the table of operations: Python builders, IRDL, reference page.

    python -m iree.tenstorrent.compiler.IR.generate OUTPUT_ROOT

writes into a checkout; generate_test.py fails while the files there are not current.
"""

from __future__ import annotations

import sys
from pathlib import Path

from iree.tenstorrent.compiler.IR.op_spec import OWN_TYPES, OpSpec, Param, Roles
from iree.tenstorrent.compiler.IR.op_table import OPS, SECTIONS

_LICENCE = (
    "Copyright 2026 The IREE Authors",
    "",
    "Licensed under the Apache License v2.0 with LLVM Exceptions.",
    "See https://llvm.org/LICENSE.txt for license information.",
    "SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception",
)
_PACKAGE = "compiler/src/iree/compiler/Dialect/TT/IR"
_COMMAND = f"./bazelw run //{_PACKAGE}:generate"

_PYTHON_TYPES = {
    "cb": "int",
    "u32": "int",
    "bool": "bool",
    "f32_bits": "int",
    "data_format": "str",
    "symbol": "str",
}
_IRDL_ATTRIBUTES = {
    "cb": "#builtin.integer",
    "u32": "#builtin.integer",
    "bool": "#builtin.integer",
    "f32_bits": "#builtin.integer",
    "data_format": "#builtin.string",
    "symbol": "#builtin.string",
}


def _comment(mark: str, lines: tuple[str, ...]) -> str:
    return "".join(f"{mark} {line}".rstrip() + "\n" for line in lines)


def _python_type(param: Param) -> str:
    if param.variadic:
        return "Sequence[Operand]"
    return _PYTHON_TYPES.get(param.kind, "Operand")


def python_stub() -> str:
    """The text of tt.pyi."""
    parts = [
        _comment("#", _LICENCE),
        f"\n# Signatures of the TT dialect's builders. Generated from op_table by\n# `{_COMMAND}`; do not edit.\n\n",
        "from collections.abc import Sequence\n\nfrom iree.compiler import ir\n\n",
        "from iree.tenstorrent.compiler.IR.dialect import Operand\n\n",
    ]
    for spec in OPS:
        parameters = [f"{p.name}: {_python_type(p)}" for p in spec.params]
        if spec.params:
            parameters.append("/")
        if spec.result:
            parameters.extend(("*", 'name: str = ""'))
        result = "ir.Value" if spec.result else "None"
        parts.append(f"def {spec.name}({', '.join(parameters)}) -> {result}: ...\n")
    return "".join(parts)


def _irdl_constraint(kind: str) -> str:
    if kind == "any":
        return "irdl.any"
    if kind in OWN_TYPES:
        return f"irdl.base @tt::@{kind}"
    return f"irdl.is {kind}"


def _irdl_operand(param: Param) -> str:
    return f"{param.name}: {'variadic ' if param.variadic else ''}%{param.kind}"


def _irdl_operation(spec: OpSpec) -> str:
    kinds = dict.fromkeys(p.kind for p in spec.operands)
    if spec.result:
        kinds[spec.result] = None
    body = [f"%{kind} = {_irdl_constraint(kind)}" for kind in kinds]
    # Each attribute needs a variable of its own: one variable is one value.
    body += [f'%{p.name} = irdl.base "{_IRDL_ATTRIBUTES[p.kind]}"' for p in spec.attributes]
    if spec.operands:
        body.append(f"irdl.operands({', '.join(_irdl_operand(p) for p in spec.operands)})")
    if spec.result:
        body.append(f"irdl.results(result: %{spec.result})")
    if spec.attributes:
        attributes = ", ".join(f'"{p.name}" = %{p.name}' for p in spec.attributes)
        body.append(f"irdl.attributes {{ {attributes} }}")
    if not body:
        return f"  irdl.operation @{spec.name} {{}}\n"
    lines = "".join(f"    {line}\n" for line in body)
    return f"  irdl.operation @{spec.name} {{\n{lines}  }}\n"


def irdl() -> str:
    """The text of tt.irdl.mlir."""
    kernel = """\
  // One kernel of a program: what one processor of each core runs. Further attributes:
  // circular_buffers, compile_time_args, index_bitwidth.
  irdl.operation @kernel {
    %body = irdl.region
    %sym_name = irdl.base "#builtin.string"
    %role = irdl.base "#builtin.string"
    irdl.attributes { "sym_name" = %sym_name, "role" = %role }
    irdl.regions(body: %body)
  }
"""
    parts = [
        _comment("//", _LICENCE),
        "\n// The TT dialect for `iree-opt --irdl-file=`. Generated from op_table by\n",
        f"// `{_COMMAND}`; do not edit.\n\n",
        "irdl.dialect @tt {\n",
        "  // Where the pages of an interleaved buffer lie.\n  irdl.type @addr_gen {}\n\n",
        "  // Pages of the DRAM arena in L1.\n  irdl.type @window {}\n\n",
        "  // Where a tensor's tiles lie over the workers.\n  irdl.type @shards {}\n\n",
        kernel,
    ]
    for title, specs in SECTIONS.items():
        parts.append(f"\n  // {title}.\n")
        parts.extend(_irdl_operation(spec) for spec in specs)
    parts.append("}\n")
    return "".join(parts)


_ROLE_NAMES = {
    Roles.ANY: "all",
    Roles.DATA_MOVEMENT: "data movement",
    Roles.COMPUTE: "compute",
}


def reference_page() -> str:
    """The text of docs/tt-dialect.md."""
    parts = [
        "<!-- Generated from the table of operations by\n"
        f"     `{_COMMAND}`; do not edit. -->\n\n"
        "# The TT dialect\n\n"
        "Each operation is one function of tt-metal's v0.65 kernel API (`IR/metal_api.py` has v0.81's),\n"
        'or, in section "Kernel library", of the library that is printed into kernels. The table in\n'
        f"`{_PACKAGE}/op_table` is the source of the IRDL file (`tt.irdl.mlir`, for\n"
        "`iree-opt --irdl-file=`), the Python op classes and builders, the verifier, the C++ printer\n"
        "and this page.\n\n"
        "A `tt.kernel` holds the code of one processor of a core: attributes `sym_name`, `role`\n"
        '(`"reader"`, `"compute"`, `"writer"`), `circular_buffers` (names of the indices that it uses),\n'
        "`compile_time_args` (an array of i32) and `index_bitwidth` (32 or 64). Its region ends with\n"
        "`hal.return`. Arithmetic and control flow inside are `arith` and `scf`. A circular buffer is the\n"
        "attribute `cb`, an index from 0 to 31; DST registers and tiles are i32 values.\n\n"
        "*Init* is the op that must have been the last one to configure the same unit.\n"
    ]
    for title, specs in SECTIONS.items():
        parts.append(
            f"\n## {title}\n\n| Operation | C++ | Processors | Init | |\n|---|---|---|---|---|\n"
        )
        for spec in specs:
            parameters = ", ".join(f"{p.name}: {p.kind}" for p in spec.params)
            result = f" -> {spec.result}" if spec.result else ""
            init = f"`tt.{spec.init}`" if spec.init else ""
            call = spec.call.format(**{p.name: p.name for p in spec.params})
            doc = spec.doc.replace("|", "\\|")
            parts.append(
                f"| `tt.{spec.name}`({parameters}){result} | `{call}` | {_ROLE_NAMES[spec.roles]} | {init} | {doc} |\n"
            )
    return "".join(parts)


def outputs() -> dict[str, str]:
    """Path in the repository -> text."""
    return {
        f"{_PACKAGE}/tt.pyi": python_stub(),
        f"{_PACKAGE}/tt.irdl.mlir": irdl(),
        "docs/tt-dialect.md": reference_page(),
    }


def main(root: Path) -> None:
    for path, text in outputs().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
