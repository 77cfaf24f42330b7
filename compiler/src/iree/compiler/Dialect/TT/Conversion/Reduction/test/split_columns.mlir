// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// Rows of the operand are cut into parts; each of three combining cores has 32 columns, or the rest of them.
// Products are finished by the writer's help, on all cores and again where they are combined.

// CHECK: void kernel_main() {
// CHECK: write_tile_rest_mask({{.+}}, first_kept, 70, [[PARTS:[0-9]+]],
// CHECK: noc_semaphore_wait({{.+}}, [[PARTS]]);
// CHECK: void MAIN {
// CHECK: pack_tile(0, cb_partial0);
// CHECK: copy_tile(cb_folded0,
// CHECK: pack_tile(0, cb_sent0);
// CHECK: combining_core < 3;
// CHECK: cb_wait_front(cb_gathered0, 2);
// CHECK: copy_tile(cb_folded0,
// CHECK: pack_tile(0, cb_out0);
// CHECK: void kernel_main() {
// CHECK: move_tile_row(
// CHECK: send_tile_row(
// CHECK: noc_semaphore_inc({{.+}}, 1);
// CHECK: combining_core < 3;
// CHECK: move_tile_row(
func.func @main(%a: tensor<20011x70xf32>) -> tensor<70xf32> {
  %z = stablehlo.constant dense<1.0> : tensor<f32>
  %r = stablehlo.reduce(%a init: %z) applies stablehlo.multiply across dimensions = [0]
      : (tensor<20011x70xf32>, tensor<f32>) -> tensor<70xf32>
  return %r : tensor<70xf32>
}
