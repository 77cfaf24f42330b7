// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// IREE decomposes a Winograd transform once it is cut into single tiles; one core loops over them.

// CHECK: // program: main_dispatch_0_winograd_filter_transform_{{.+}} lowering: general
// CHECK: if (core != 0) return;
// CHECK: static constexpr float [[TABLE:.+]][] = {
// CHECK: for (uint64_t [[C:.+]] = 0; [[C]] < 8; ++[[C]]) {
// CHECK: for (uint64_t [[F:.+]] = 0; [[F]] < 16; ++[[F]]) {
func.func @main(%b: tensor<3x3x8x16xf32>) -> tensor<8x8x8x16xf32> {
  %e = tensor.empty() : tensor<8x8x8x16xf32>
  %w = iree_linalg_ext.winograd.filter_transform output_tile_size(6) kernel_size(3) kernel_dimensions([0, 1])
    ins(%b : tensor<3x3x8x16xf32>) outs(%e : tensor<8x8x8x16xf32>) -> tensor<8x8x8x16xf32>
  return %w : tensor<8x8x8x16xf32>
}
