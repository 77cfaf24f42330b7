// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// Sizes are push constants; tiles come in chunks, and again for each phase.

// CHECK: lowering: reduction
// CHECK: void kernel_main() {
// CHECK: const uint32_t all_tiles =
// CHECK: const uint32_t chunks =
// CHECK-COUNT-3: read_tile_lines<uint32_t, uint32_t, 1>(arena, window, cb_in0_offset, first_kept, kept_count, first_reduced
// CHECK: void MAIN {
func.func @main(%x: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %m = tensor.dim %x, %c0 : tensor<?x?xf32>
  %n = tensor.dim %x, %c1 : tensor<?x?xf32>
  %e = tensor.empty(%m, %n) : tensor<?x?xf32>
  %r = linalg.softmax dimension(1) ins(%x : tensor<?x?xf32>) outs(%e : tensor<?x?xf32>) -> tensor<?x?xf32>
  return %r : tensor<?x?xf32>
}
