// Kernels for a newer generation of tt-metal's API: paths, entry, spellings.

// RUN: iree-compile --iree-hal-target-backends=tenstorrent --iree-tenstorrent-metal-api=v0.81 --compile-to=tt-kernels %s | FileCheck %s
// RUN: iree-compile --iree-hal-target-backends=tenstorrent --iree-tenstorrent-metal-api=v0.81 --compile-to=executable-sources %s | FileCheck --check-prefix=TARGET %s
// RUN: not iree-compile --iree-hal-target-backends=tenstorrent --iree-tenstorrent-metal-api=v0.7 %s -o /dev/null 2>&1 | FileCheck --check-prefix=UNKNOWN %s

// TARGET: #hal.executable.target<"tenstorrent", "tt-metal-fb", {arch = "blackhole", metal_api = "v0.81"}>
// UNKNOWN: for the --iree-tenstorrent-metal-api option: cannot find option named 'v0.7' (one of v0.65, v0.81)

// CHECK-LABEL: // kernel: {{.*}} role: reader
// CHECK: #include "api/dataflow/dataflow_api.h"
// CHECK-LABEL: // kernel: {{.*}} role: compute
// CHECK: compute kernel, for tt-metal v0.81.
// CHECK: #include "api/compute/add_int_sfpu.h"
// CHECK-NOT: namespace NAMESPACE
// CHECK: void kernel_main() {
// CHECK: compute_kernel_hw_startup({{.*}}); copy_init(
// CHECK: add_int_tile<DataFormat::Int32>(0, 1, 0);

func.func @add(%a: tensor<64xi32>, %b: tensor<64xi32>) -> tensor<64xi32> {
  %sum = arith.addi %a, %b : tensor<64xi32>
  return %sum : tensor<64xi32>
}
