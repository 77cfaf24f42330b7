// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// A broadcast operand is read with a step of 0; the last tile is cut to what there is.

// CHECK: lowering: elementwise
// CHECK: void kernel_main() {
// CHECK: const uint32_t count = {{.+}} < 1024 ? {{.+}} : 1024;
// CHECK: read_elements<uint32_t, uint32_t>(arena, window, cb_in1_offset, first, count, cb_in1_l1, {64, 0, 100, 1});
// CHECK: void MAIN {
// CHECK: add_binary_tile(
func.func @main(%a: tensor<64x100xf32>, %b: tensor<100xf32>) -> tensor<64x100xf32> {
  %e = tensor.empty() : tensor<64x100xf32>
  %r = linalg.generic {
    indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (j)>, affine_map<(i, j) -> (i, j)>],
    iterator_types = ["parallel", "parallel"]
  } ins(%a, %b : tensor<64x100xf32>, tensor<100xf32>) outs(%e : tensor<64x100xf32>) {
  ^bb0(%x: f32, %y: f32, %out: f32):
    %s = arith.addf %x, %y : f32
    linalg.yield %s : f32
  } -> tensor<64x100xf32>
  return %r : tensor<64x100xf32>
}
