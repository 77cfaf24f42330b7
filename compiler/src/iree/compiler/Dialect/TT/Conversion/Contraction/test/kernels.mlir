// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// A block of each operand is read row by row, with zeros past the ends.

// CHECK: lowering: contraction
// CHECK: void kernel_main() {
// CHECK: read_block<uint32_t, uint32_t, 1>(arena, window, left_offset, left_l1, 96, 32, {{.+}}, {40, 72, 72, 1});
// CHECK: read_block<uint32_t, uint32_t, 1>(arena, window, right_offset, right_l1, 32, 96, {{.+}}, {72, 56, 56, 1});
// CHECK: cb_push_back(cb_left, 3);
// CHECK: read_block<uint32_t, uint32_t, 1>(arena, window, load0_offset, load0_l1, 32, 32, {{.+}}, {40, 0, 56, 1});

// f32 tiles become a TF32 part and the rest; of their products the smallest is left out.

// CHECK: void MAIN {
// CHECK: mm_init(cb_left_high, cb_right_high, cb_result0, 0);
// CHECK: tilize_block(cb_left, 3, cb_left_row);
// CHECK: copy_tile(cb_left_row, left_column, 0);
// CHECK: add_unary_tile_int32([[HIGH:1]], 8192);
// CHECK: bitwise_and_tile([[HIGH]], 0xffffc000u);
// CHECK: sub_binary_tile(0, [[HIGH]], 0);
// CHECK: pack_tile<true>([[HIGH]], cb_left_high,
// CHECK: pack_tile<true>(0, cb_left_low,
// CHECK: matmul_block(cb_left_high, cb_right_low,
// CHECK: matmul_block(cb_left_low, cb_right_high,
// CHECK: matmul_block(cb_left_high, cb_right_high,

// Bias and relu on the sum in DST, which becomes rows.

// CHECK: copy_tile(cb_load0_tiles, tile{{.*}}, 1);
// CHECK: add_binary_tile(
// CHECK: pack_untilize_dest<1, 1>(cb_result0, 1, 0, 16, 4, 0);
// CHECK: write_block<uint32_t, uint32_t, 1>(arena, staging, 16384, result0_offset, result0_l1, 32, {{.+}}, {40, 56, 56, 1});
func.func @main(%a: tensor<40x72xf32>, %b: tensor<72x56xf32>, %bias: tensor<56xf32>) -> tensor<40x56xf32> {
  %0 = stablehlo.dot %a, %b : (tensor<40x72xf32>, tensor<72x56xf32>) -> tensor<40x56xf32>
  %1 = stablehlo.broadcast_in_dim %bias, dims = [1] : (tensor<56xf32>) -> tensor<40x56xf32>
  %2 = stablehlo.add %0, %1 : tensor<40x56xf32>
  %z = stablehlo.constant dense<0.0> : tensor<40x56xf32>
  %3 = stablehlo.maximum %2, %z : tensor<40x56xf32>
  return %3 : tensor<40x56xf32>
}

// i8 goes to the FPU as bf16; sums of a block are exact in f32 and are added as integers.

// CHECK: lowering: contraction
// CHECK: read_block<int8_t, int32_t, 1>(
// CHECK: void MAIN {
// CHECK: typecast_tile<(uint32_t)DataFormat::Int32, (uint32_t)DataFormat::Float32>(0);
// CHECK: matmul_block(cb_left_tiles, cb_right_tiles,
// CHECK: typecast_tile<(uint32_t)DataFormat::Float32, (uint32_t)DataFormat::Int32>(tile{{.*}});
// CHECK: copy_tile(cb_partials, tile{{.*}}, [[OTHER:.+]]);
// CHECK: add_int32_tile(tile{{.*}}, [[OTHER]], tile{{.*}});
func.func @integers(%a: tensor<8x2500xi8>, %b: tensor<2500x40xi8>) -> tensor<8x40xi32> {
  %z = arith.constant 0 : i32
  %e = tensor.empty() : tensor<8x40xi32>
  %f = linalg.fill ins(%z : i32) outs(%e : tensor<8x40xi32>) -> tensor<8x40xi32>
  %0 = linalg.matmul ins(%a, %b : tensor<8x2500xi8>, tensor<2500x40xi8>) outs(%f : tensor<8x40xi32>) -> tensor<8x40xi32>
  return %0 : tensor<8x40xi32>
}

// Sizes of a dynamic product are push constants, and the number of blocks is known in the kernels alone.

// CHECK: lowering: contraction
// CHECK: const uint32_t row_parts = divide<uint32_t>(
// CHECK: const uint32_t inner_parts = divide<uint32_t>(
// CHECK: void MAIN {
// CHECK: const bool is_first = block == 0;
// CHECK: matmul_block(
// CHECK: if (is_last) {
// CHECK: pack_untilize_dest<
// CHECK: } else {
// CHECK: pack_tile(tile{{.*}}, cb_partials);
func.func @dynamic(%a: tensor<?x?xf32>, %b: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %0 = stablehlo.dot_general %a, %b, contracting_dims = [1] x [1]
      : (tensor<?x?xf32>, tensor<?x?xf32>) -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}
