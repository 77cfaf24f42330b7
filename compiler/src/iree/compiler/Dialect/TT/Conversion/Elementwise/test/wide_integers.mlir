// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// i64 that is an extended i32, or of which only low bits are used, is converted by writer and reader.

// CHECK-LABEL: program: extend_dispatch_0
// CHECK-SAME: lowering: elementwise
// CHECK: copy_boundary<uint64_t>(
// CHECK: write_runs<int32_t, int64_t>(
func.func @extend(%a: tensor<37xi32>) -> tensor<37xi64> {
  %0 = stablehlo.convert %a : (tensor<37xi32>) -> tensor<37xi64>
  return %0 : tensor<37xi64>
}

// CHECK-LABEL: program: truncate_dispatch_0
// CHECK-SAME: lowering: elementwise
// CHECK: read_elements<int64_t, int32_t>(
func.func @truncate(%a: tensor<37xi64>) -> tensor<37xi16> {
  %0 = stablehlo.convert %a : (tensor<37xi64>) -> tensor<37xi16>
  return %0 : tensor<37xi16>
}
