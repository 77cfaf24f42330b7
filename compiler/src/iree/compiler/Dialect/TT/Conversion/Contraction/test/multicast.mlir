// RUN: iree-compile --iree-hal-target-backends=tenstorrent --iree-tenstorrent-f32-matmul=tf32 --compile-to=tt-kernels %s | FileCheck %s

// Cores take turns to read a block and send it along their row, or column, of the grid. TF32 operands are tiles for the
// FPU as they are; the right one is transposed on the way.

// CHECK: lowering: contraction
// CHECK: const uint32_t core_x = remainder<uint32_t>(core, uint32_t(12));
// CHECK: const bool [[INSIDE:.+]] = core_x < 11;
// CHECK: if ([[INSIDE]]) {
// CHECK: const uint32_t left_ready = get_semaphore(0);
// CHECK: const uint32_t left_valid = get_semaphore(1);
// CHECK: const uint32_t left_sender = remainder<uint32_t>(block, uint32_t(11));
// CHECK: const bool [[SENDS:.+]] = core_x == left_sender;
// CHECK: if ([[SENDS]]) {
// CHECK: read_block<
// CHECK: noc_async_read_barrier();
// CHECK: noc_semaphore_wait({{.+}}left_ready), 10);
// CHECK: noc_semaphore_set({{.+}}left_ready), 0);
// CHECK: get_noc_multicast_addr(1, [[Y:.+]], 13, [[Y]],
// CHECK: noc_async_write_multicast({{.+}}, 131072, 10);
// CHECK: noc_async_writes_flushed();
// CHECK: noc_semaphore_set({{.+}}left_valid), 1);
// CHECK: noc_semaphore_set_multicast(left_valid, {{.+}}, 10);
// CHECK: } else {
// CHECK: noc_semaphore_set({{.+}}left_valid), 0);
// CHECK: noc_semaphore_inc({{.+}}, 1);
// CHECK: noc_semaphore_wait({{.+}}left_valid), 1);
// CHECK: right_ready = get_semaphore(2);

// CHECK: void MAIN {
// CHECK: tilize_block(cb_left, 8, cb_left_tiles);
// CHECK: transpose_wh_tile(cb_right_row, right_column, 0);
// CHECK: pack_tile<true>(0, cb_right_tiles,
// CHECK: copy_tile(cb_partials,
// CHECK: matmul_block(cb_left_tiles, cb_right_tiles,
func.func @main(%a: tensor<1024x1024xf32>, %b: tensor<1024x1024xf32>) -> tensor<1024x1024xf32> {
  %0 = stablehlo.dot_general %a, %b, contracting_dims = [1] x [1]
      : (tensor<1024x1024xf32>, tensor<1024x1024xf32>) -> tensor<1024x1024xf32>
  return %0 : tensor<1024x1024xf32>
}
