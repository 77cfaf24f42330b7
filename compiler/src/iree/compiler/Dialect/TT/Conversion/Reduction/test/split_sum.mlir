// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// A long sum is cut into parts, which are rows of tiles on many cores. The parts' sums are sent to one core,
// 32 of a core to a row of a tile there; that core adds them once all have come. What is left over when the
// sum is cut are the last parts' last elements.

// CHECK: void kernel_main() {
// CHECK: read_tile_lines<uint32_t, uint32_t, 1>(arena, window, cb_in0_offset, first_kept, 32, first_reduced, {{.+}}, 9, {3488, 286, 286, 1});
// CHECK: write_tile_rest_mask({{.+}}, first_kept, 1, 3488, 1053, 1);
// CHECK: read_tile_lines<uint32_t, uint32_t, 1>(arena, window, {{.+}}, first_kept, 32, 0, 1, {{.+}}, 9, {3488, 1, 286, 1});
// CHECK: if (
// CHECK: noc_semaphore_wait({{.+}}, blocks);
// CHECK: fill_tile_rest({{.+}}, 13, 32, 0);
// CHECK: cb_push_back(cb_gathered0, 4);
// CHECK: void MAIN {
// CHECK: sfpu_reduce<PoolType::SUM, DataFormat::Float32>(0);
// CHECK: pack_tile(0, cb_sent0);
// CHECK: if (
// CHECK: cb_wait_front(cb_gathered0, 4);
// CHECK: sfpu_reduce<PoolType::SUM, DataFormat::Float32>(0);
// CHECK: transpose_wh_dest<true>(0);
// CHECK: sfpu_reduce<PoolType::SUM, DataFormat::Float32>(0);
// CHECK: pack_tile(0, cb_out0);
// CHECK: void kernel_main() {
// CHECK: send_tile_column({{.+}}, 32);
// CHECK: noc_async_write_barrier();
// CHECK: noc_semaphore_inc({{.+}}, 1);
// CHECK: if (
// CHECK: write_tile_column<
func.func @main(%a: tensor<1000003xf32>) -> tensor<f32> {
  %z = stablehlo.constant dense<0.0> : tensor<f32>
  %r = stablehlo.reduce(%a init: %z) applies stablehlo.add across dimensions = [0]
      : (tensor<1000003xf32>, tensor<f32>) -> tensor<f32>
  return %r : tensor<f32>
}
