// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// Cores meet where the narrowest result is aligned, a table of bf16 is in L1.

// CHECK: lowering: elementwise
// CHECK: circular buffer 14: INT32
// CHECK: copy_boundary<uint8_t>(cb_out0_offset,
// CHECK: table_elements<uint16_t>(
// CHECK: write_runs<int32_t, int8_t>(
// CHECK: write_runs<uint16_t, uint16_t>(
func.func @main(%x: tensor<40x4xbf16>) -> (tensor<40x4xbf16>, tensor<40x4xi8>) {
  %c = arith.constant dense<[1.5, 2.0, -3.0, 0.25]> : tensor<4xbf16>
  %e = tensor.empty() : tensor<40x4xbf16>
  %i = tensor.empty() : tensor<40x4xi8>
  %r:2 = linalg.generic {
      indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (j)>, affine_map<(i, j) -> (i, j)>,
                       affine_map<(i, j) -> (i, j)>],
      iterator_types = ["parallel", "parallel"]}
      ins(%x, %c : tensor<40x4xbf16>, tensor<4xbf16>) outs(%e, %i : tensor<40x4xbf16>, tensor<40x4xi8>) {
  ^bb0(%a: bf16, %b: bf16, %o: bf16, %p: i8):
    %0 = arith.mulf %a, %b : bf16
    %1 = arith.fptosi %0 : bf16 to i8
    linalg.yield %0, %1 : bf16, i8
  } -> (tensor<40x4xbf16>, tensor<40x4xi8>)
  return %r#0, %r#1 : tensor<40x4xbf16>, tensor<40x4xi8>
}
