// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s
// RUN: iree-compile --iree-hal-target-device=tenstorrent --compile-to=tt-kernels - < %s | FileCheck %s

// x + 1.0 becomes one program of three kernels on the SFPU.

// CHECK: // program: main_dispatch_0_elementwise_1024_f32 lowering: elementwise
// CHECK: // kernel: main_dispatch_0_elementwise_1024_f32_reader role: reader
// CHECK: #include "dataflow_api.h"
// CHECK: void kernel_main() {
// CHECK: cb_reserve_back(cb_in0, pages);
// CHECK: read_elements<uint32_t, uint32_t>(arena, window, cb_in0_offset, first, count, cb_in0_l1, {1024, 1});
// CHECK-NEXT: noc_async_read_barrier();
// CHECK-NEXT: cb_push_back(cb_in0, pages);
// CHECK: // kernel: main_dispatch_0_elementwise_1024_f32_compute role: compute
// CHECK: void MAIN {
// CHECK: init_sfpu(cb_in0, cb_out0);
// CHECK: copy_tile(cb_in0, 0, 0);
// CHECK-NEXT: add_unary_tile(0, 1065353216);
// CHECK-NEXT: tile_regs_commit();
// CHECK: pack_tile(0, cb_out0);
// CHECK: // kernel: main_dispatch_0_elementwise_1024_f32_writer role: writer
// CHECK: void kernel_main() {
// CHECK: cb_wait_front(cb_out0, pages);
// CHECK: write_runs<uint32_t, uint32_t>(arena, {{.+}}, cb_out0_offset, first, count, {{.+}}cb_out0_l1, {1024, 0, 1});
// CHECK-NEXT: noc_async_write_barrier();
// CHECK-NEXT: cb_pop_front(cb_out0, pages);
func.func @main(%x: tensor<32x32xf32>) -> tensor<32x32xf32> {
  %one = arith.constant dense<1.0> : tensor<32x32xf32>
  %sum = arith.addf %x, %one : tensor<32x32xf32>
  return %sum : tensor<32x32xf32>
}
