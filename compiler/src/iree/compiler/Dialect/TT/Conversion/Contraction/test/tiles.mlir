// RUN: iree-compile --iree-hal-target-backends=tenstorrent --iree-tenstorrent-l1-tensors=false --compile-to=tt-kernels %s | FileCheck %s

// The sum between two products lies as tiles: 2 x 4 of them. Nothing is untilized before it is written.

// CHECK: program: main_dispatch_0{{.*}} lowering: contraction
// CHECK: void kernel_main() {
// CHECK: read_block<uint32_t, uint32_t, 1>(arena, window, left_offset,
// CHECK: void MAIN {
// CHECK: tilize_block(cb_left,
// CHECK-NOT: pack_untilize_dest
// CHECK: pack_tile({{.*}}, cb_result0);
// CHECK: void kernel_main() {
// CHECK: write_tile_block<1>(arena, result0_offset, result0_l1, 4096, 1, {{.+}}, {2, 4, 4, 1});

// Its tiles are copied to DST as they come, and taken apart.

// CHECK: program: main_dispatch_1{{.*}} lowering: contraction
// CHECK: circular buffer 0: INT32 8 x 4096 bytes
// CHECK-NOT: circular buffer 2:
// CHECK: void kernel_main() {
// CHECK: read_tile_block<1>(arena, left_offset, left_l1, 4096, 4, 1, {{.+}}, {2, 4, 4, 1});
// CHECK: read_block<uint32_t, uint32_t, 1>(arena, window, right_offset,
// CHECK: void MAIN {
// CHECK-NOT: tilize_block(cb_left
// CHECK: copy_tile_init(cb_left);
// CHECK: copy_tile(cb_left,
// CHECK: pack_tile<true>({{.*}}, cb_left_high,
// CHECK: cb_pop_front(cb_left, 4);
// CHECK: tilize_block(cb_right,
// CHECK: pack_untilize_dest
func.func @main(%x: tensor<64x96xf32>, %v: tensor<96x128xf32>, %w: tensor<128x32xf32>) -> tensor<64x32xf32> {
  %0 = stablehlo.dot %x, %v : (tensor<64x96xf32>, tensor<96x128xf32>) -> tensor<64x128xf32>
  %1 = stablehlo.dot %0, %w : (tensor<64x128xf32>, tensor<128x32xf32>) -> tensor<64x32xf32>
  return %1 : tensor<64x32xf32>
}

// bf16 is multiplied where the reader put it, and what is added to a product comes as tiles.

// CHECK: program: bf16_dispatch_1
// CHECK: void kernel_main() {
// CHECK: read_tile_block<1>(arena, load0_offset, load0_l1, 2048, 1, 1, {{.+}}, {2, 5, 5, 1});
// CHECK: void MAIN {
// CHECK: copy_tile(cb_load0,
// CHECK: void kernel_main() {
// CHECK: write_tile_block<1>(arena, result0_offset, result0_l1, 2048, 1, {{.+}}, {2, 5, 5, 1});
// CHECK: program: bf16_dispatch_2
// CHECK: circular buffer 0: FLOAT16_B 10 x 2048 bytes
// CHECK-NOT: circular buffer 4:
// CHECK: void MAIN {
// CHECK: matmul_block(cb_left, cb_right_tiles,
// CHECK: cb_pop_front(cb_left, 5);
func.func @bf16(%x: tensor<64x96xbf16>, %v: tensor<96x160xbf16>, %u: tensor<96x160xbf16>, %w: tensor<160x32xbf16>) -> tensor<64x32xbf16> {
  %0 = stablehlo.dot %x, %v : (tensor<64x96xbf16>, tensor<96x160xbf16>) -> tensor<64x160xbf16>
  %1 = stablehlo.dot %x, %u : (tensor<64x96xbf16>, tensor<96x160xbf16>) -> tensor<64x160xbf16>
  %2 = stablehlo.add %0, %1 : tensor<64x160xbf16>
  %3 = stablehlo.dot %2, %w : (tensor<64x160xbf16>, tensor<160x32xbf16>) -> tensor<64x32xbf16>
  return %3 : tensor<64x32xbf16>
}
