// RUN: rm -rf %t && mkdir %t
// RUN: iree-compile --iree-hal-target-backends=tenstorrent %s -o %t/out.vmfb --iree-tenstorrent-report=%t/report.json --iree-hal-dump-executable-files-to=%t/dump
// RUN: FileCheck --check-prefix=REPORT %s < %t/report.json
// RUN: FileCheck --check-prefix=WRITER %s < %t/dump/sum_dispatch_0_elementwise_4_f32_writer.cpp
// RUN: ls %t %t/dump | FileCheck --check-prefix=FILES %s

// The dispatch, the strategy that took it, and its kernels.

// REPORT: "dispatch": "sum_dispatch_0_elementwise_4_f32"
// REPORT: "arch": "blackhole"
// REPORT: "location": "{{.*}}outputs.mlir:27:10"
// REPORT: "lowering": "elementwise"
// REPORT: "role": "writer"

// WRITER: void kernel_main() {

// Nothing but what was asked for: no temporary file is left.

// FILES: dump
// FILES-NEXT: out.vmfb
// FILES-NEXT: report.json
// FILES: sum_dispatch_0_elementwise_4_f32_compute.cpp
// FILES-NEXT: sum_dispatch_0_elementwise_4_f32_reader.cpp
// FILES-NEXT: sum_dispatch_0_elementwise_4_f32_writer.cpp
// FILES-NEXT: sum_dispatch_0_tt_metal_fb.fb
func.func @sum(%x: tensor<4xf32>) -> tensor<4xf32> {
  %sum = arith.addf %x, %x : tensor<4xf32>
  return %sum : tensor<4xf32>
}
