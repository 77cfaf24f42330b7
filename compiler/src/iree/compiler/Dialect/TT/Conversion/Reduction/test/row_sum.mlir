// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// Rows are lines of tiles of 32x32. The last tile is cut by a mask; sums stay in DST while tiles are added.

// CHECK: lowering: reduction
// CHECK: void kernel_main() {
// CHECK: write_tile_mask({{.+}}, 32, 4);
// CHECK: read_tile_lines<uint32_t, uint32_t, 1>(arena, window, cb_in0_offset, first_kept, 32, first_reduced, reduced_count, staging, cb_in0_l1, 4, {64, 100, 100, 1});
// CHECK: void MAIN {
// CHECK: tile_regs_acquire();
// CHECK: copy_tile(cb_in0, 0, 1);
// CHECK: add_binary_tile_init();
// CHECK: add_binary_tile(0, 1, 0);
// CHECK: copy_tile(cb_in0, 2, 1);
// CHECK: add_binary_tile(0, 1, 0);
// CHECK: copy_tile(cb_mask, 0, 1);
// CHECK: copy_tile(cb_in0, 3, 2);
// CHECK: where_fp32_tile(
// CHECK: add_binary_tile(0,
// CHECK: tile_regs_commit();
// CHECK: void kernel_main() {
// CHECK: write_tile_column<uint32_t, uint32_t>(arena,
func.func @main(%a: tensor<64x100xf32>) -> tensor<64xf32> {
  %z = stablehlo.constant dense<0.0> : tensor<f32>
  %r = stablehlo.reduce(%a init: %z) applies stablehlo.add across dimensions = [1]
      : (tensor<64x100xf32>, tensor<f32>) -> tensor<64xf32>
  return %r : tensor<64xf32>
}
