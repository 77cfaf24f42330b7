# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Which headers a compute kernel includes, in which order."""

from __future__ import annotations

from collections.abc import Iterable

from iree.tenstorrent.compiler.IR.metal_api import MetalApi, header

_API = "compute_kernel_api/"
_COMMON = _API + "common.h"
# Headers that do not compile alone on every chip, and one that brings what they lack: on Blackhole
# the first needs a `using namespace sfpi` from elsewhere.
_NEEDED = {_API + "div_int32_floor.h": _API + "binary_shift.h"}

# Headers that name the math thread's functions in every thread; its ops are calls in MATH(()).
_MATH_THREAD = frozenset({_API + "eltwise_unary/cbrt.h"})

# reduce.h names these macros as defaults of template arguments, which our calls always give.
_REDUCE = _API + "reduce.h"
_REDUCE_MACROS = "#define REDUCE_OP PoolType::SUM\n#define REDUCE_DIM ReduceDim::REDUCE_ROW\n"

# v0.65's sfpu_reduce_init calls this with a pool type, and has it only without one.
_SFPU_REDUCE = """#if defined(TRISC_MATH) && __has_include("ckernel_sfpu_reduce.h")
#include "ckernel_sfpu_reduce.h"
namespace ckernel::sfpu {
template <PoolType pool, DataFormat format>
inline void init_reduce() {
  _init_reduce_<pool, format>();
}
}  // namespace ckernel::sfpu
#endif
"""


def compute_includes(headers: Iterable[str], body: str, api: MetalApi) -> str:
    """The include directives for the headers, which are of that generation of tt-metal's API, and
    all that they and the kernel's body need."""
    wanted = set(headers)
    if api is not MetalApi.V0_65:
        names = sorted({header(_COMMON, api), "api/compile_time_args.h"} | wanted)
        return "".join(f'#include "{name}"\n' for name in names)
    needed = {_NEEDED[header] for header in wanted if header in _NEEDED}
    before = _REDUCE_MACROS if _REDUCE in wanted else ""
    if "sfpu_reduce_init<" in body:
        before += _SFPU_REDUCE
    # A header's name comes after that of what it needs.
    return before + "".join(_include(header) for header in sorted({_COMMON} | wanted | needed))


def _include(header: str) -> str:
    line = f'#include "{header}"\n'
    return f"#ifdef TRISC_MATH\n{line}#endif\n" if header in _MATH_THREAD else line
