// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// A broadcast operand is read with a step of 0. Cores meet where the result's addresses are aligned, and
// move bursts of up to four tiles.

// CHECK: lowering: elementwise
// CHECK: // circular buffer 0: FLOAT32 8 x 4096 bytes
// CHECK: void kernel_main() {
// CHECK: const uint32_t begin = copy_boundary<uint32_t>(cb_out0_offset, core, cores, {64, 0, 100, 100, 0, 1});
// CHECK: for (uint32_t first = begin; first < end; first += 4096) {
// CHECK: const uint32_t count = {{.+}} < uint32_t(4096) ? {{.+}} : uint32_t(4096);
// CHECK: cb_reserve_back(cb_in0, pages);
// CHECK: read_elements<uint32_t, uint32_t>(arena, window, cb_in1_offset, first, count, cb_in1_l1, {64, 0, 100, 1});
// CHECK: void MAIN {
// CHECK: for (uint32_t first{{.*}} = begin; first{{.*}} < end; first{{.*}} += 1024) {
// CHECK: add_binary_tile(
// CHECK: write_runs<uint32_t, uint32_t>(arena, staging, 8192, cb_out0_offset, first, count, 6400, cb_out0_l1,
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
