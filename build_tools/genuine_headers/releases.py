# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Where the headers of tt-metal's releases lie, and what its build generates and puts before a kernel."""

from __future__ import annotations

import dataclasses

from iree.tenstorrent.compiler.IR.metal_api import MetalApi


@dataclasses.dataclass(frozen=True)
class Release:
    """One release's folder tt_metal. In `includes`, {name} is the architecture and {folder} its registers' folder."""

    probe: str  # a header that only this generation has there
    includes: tuple[str, ...]
    defines: tuple[str, ...]
    # Text that stands before a kernel; its own includes are left to it.
    data_movement_prefix: str
    compute_prefix: str
    constants: str  # of a compute kernel
    tables: tuple[str, ...]  # of a compute kernel, one entry a circular buffer
    pack_has_both: bool  # whether the pack thread has the unpacker's tables too
    has_declared_sfpi: bool  # whether declarations/ has what its SFPU functions use

    def generated(self, processor: str) -> str:
        """What tt-metal generates for a compute kernel's thread."""
        kinds = ("pack",) if processor == "pack" else ("unpack",)
        if self.pack_has_both and processor == "pack":
            kinds = ("pack", "unpack")
        tables = [
            f"constexpr unsigned char {kind}_{table}[32] = {{}};"
            for kind in kinds
            for table in self.tables
        ]
        return self.constants + "\n".join([*tables, ""])


_TABLES = (
    *("src_format", "dst_format", "tile_num_faces", "partial_face", "tile_face_r_dim"),
    *("narrow_tile", "tile_r_dim", "tile_c_dim", "tile_size"),
)
_CONSTANTS = """#define DST_SYNC_MODE DstSync::SyncHalf
constexpr bool DST_ACCUM_MODE = true;
constexpr bool APPROX = false;
"""
_LLK = (
    "{llk}/tt_llk_{{name}}/common/inc",
    "{llk}/tt_llk_{{name}}/common/inc/sfpu",
    "{llk}/tt_llk_{{name}}/llk_lib",
)


def _includes(own: str, llk: str, *more: str) -> tuple[str, ...]:
    """`own` has the headers of the processors, `llk` the repository tt-llk."""
    return (
        *("", "..", "../ttnn/cpp", "api", "hw/inc", "hostdevcommon/api", *more),
        *(own, f"{own}/tt-1xx", f"{own}/tt-1xx/{{folder}}"),
        *(f"{own}/tt-1xx/{{folder}}/{{name}}_defines", f"{own}/tt-1xx/{{folder}}/noc"),
        *("hw/ckernels/{name}/metal/common", "hw/ckernels/{name}/metal/llk_io"),
        *("hw/ckernels/{name}/metal/llk_api", "hw/ckernels/{name}/metal/llk_api/llk_sfpu"),
        *(path.format(llk=llk) for path in _LLK),
        "hw/firmware/src/tt-1xx",
    )


def _data_movement_prefix(firmware: str, api: str) -> str:
    names = (
        *("risc_common.h", "tensix.h", "tensix_types.h", "noc.h", "noc_overlay_parameters.h"),
        *("stream_io_map.h", "noc_nonblocking_api.h", firmware, api),
    )
    return "".join(f'#include "{name}"\n' for name in names)


def _compute_prefix(firmware: str, debug: str, globals_: str) -> str:
    return f"""#include "{firmware}"
#include "ckernel.h"
#include "ckernel_gpr_map.h"
#include "{debug}"
#include "llk_param_structs.h"
using namespace ckernel;
#include "generated.h"
#include "{globals_}"
"""


RELEASES = {
    MetalApi.V0_65: Release(
        probe="hw/inc/dataflow_api.h",
        includes=_includes("hw/inc", "third_party/tt_llk", "include"),
        defines=(),
        data_movement_prefix=_data_movement_prefix("firmware_common.h", "dataflow_api.h"),
        compute_prefix=_compute_prefix(
            "firmware_common.h", "debug/fw_debug.h", "compute_kernel_api/common_globals.h"
        ),
        constants=_CONSTANTS + "constexpr auto MATH_FIDELITY = 4;\n",
        tables=_TABLES,
        pack_has_both=False,
        has_declared_sfpi=True,
    ),
    MetalApi.V0_81: Release(
        probe="hw/inc/api/dataflow/dataflow_api.h",
        includes=_includes("hw/inc/internal", "tt-llk", "tt-llk/common", "tt-llk/tools/include"),
        defines=("PROGRAMMABLE_CORE_TYPE=0",),
        data_movement_prefix=_data_movement_prefix(
            "internal/firmware_common.h", "api/dataflow/dataflow_api.h"
        ),
        compute_prefix=_compute_prefix(
            "internal/firmware_common.h",
            "internal/debug/fw_debug.h",
            "api/compute/common_globals.h",
        ),
        constants=_CONSTANTS
        + "constexpr auto MATH_FIDELITY = ckernel::MathFidelity::HiFi4;\n"
        + "constexpr bool UnpackToDestEn = true;\n",
        tables=(*_TABLES, "num_faces_r_dim", "num_faces_c_dim"),
        pack_has_both=True,
        has_declared_sfpi=False,
    ),
}
