// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// Scalar loops on one data-movement processor. The inner loop runs on plain L1 pointers for as long as
// its accesses stay in their pages, and the sum stays in a variable.

// CHECK: // program: main_dispatch_0_matmul_7x5x9_f32 lowering: general
// CHECK: role: reader
// CHECK: void kernel_main() {
// CHECK: PageCache<{{[0-9]+}}, 4> cache;
// CHECK: for (uint64_t {{.+}} = 0; {{.+}} < 7; {{.+}}) {
// CHECK: open_run(cache, {{.+}}, {{.+}}, 4, 4, [[N:.+]]);
// CHECK: float [[SUM:e.*]] = {{.+}}[0];
// CHECK: for (uint64_t {{.+}} = 0; {{.+}} < [[N]]; {{.+}}) {
// CHECK: [[SUM]] = {{.+}};
// CHECK: cache.flush();
func.func @main(%a: tensor<7x9xf32>, %b: tensor<9x5xf32>) -> tensor<7x5xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<7x5xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<7x5xf32>) -> tensor<7x5xf32>
  %r = linalg.matmul ins(%a, %b : tensor<7x9xf32>, tensor<9x5xf32>) outs(%f : tensor<7x5xf32>) -> tensor<7x5xf32>
  return %r : tensor<7x5xf32>
}
