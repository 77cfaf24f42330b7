// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// What is kept is contiguous: the lines of a tile are numbered by the reduced loop. The SFPU multiplies no
// columns: the writer moves each row of the accumulator to the first row of a tile of its own.

// CHECK: lowering: reduction
// CHECK: read_tile_lines<uint32_t, uint32_t, 1>(arena, window, cb_in0_offset, first_reduced, 64, first_kept, kept_count, staging, cb_in0_l1, 1, {64, 100, 100, 1});
// CHECK: void MAIN {
// CHECK: mul_binary_tile(0, 1, 0);
// CHECK: pack_tile(0, cb_partial0);
// CHECK: for (uint32_t part = 0; part < 32; ++part) {
// CHECK: copy_tile(cb_folded0, 0, 1);
// CHECK: mul_binary_tile(0, 1, 0);
// CHECK: void kernel_main() {
// CHECK: move_tile_row(
func.func @main(%a: tensor<64x100xf32>) -> tensor<100xf32> {
  %one = stablehlo.constant dense<1.0> : tensor<f32>
  %r = stablehlo.reduce(%a init: %one) applies stablehlo.multiply across dimensions = [0]
      : (tensor<64x100xf32>, tensor<f32>) -> tensor<100xf32>
  return %r : tensor<100xf32>
}
