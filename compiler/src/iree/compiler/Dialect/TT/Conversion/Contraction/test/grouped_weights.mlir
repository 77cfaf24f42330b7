// RUN: iree-compile --iree-hal-target-backends=tenstorrent %s -o %t --iree-tenstorrent-report=- | FileCheck %s
// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=flow %s | FileCheck %s --check-prefix=FLOW

// Weights of four bits with a scale for each group of the sum are made floats in a dispatch of their own, so that the
// product's factors are plain operands. The barrier that held the two apart is gone then.

// CHECK: "lowering": "elementwise"
// CHECK: "lowering": "contraction"
// CHECK-NOT: "lowering"
// FLOW-NOT: optimization_barrier
func.func @main(%x: tensor<8x4x32xf32>, %w: tensor<64x4x32xi4>, %s: tensor<64x4xf32>) -> tensor<8x64xf32> {
  %e = tensor.empty() : tensor<64x4x32xf32>
  %d = linalg.generic {
      indexing_maps = [affine_map<(n, g, k) -> (n, g, k)>, affine_map<(n, g, k) -> (n, g)>,
                       affine_map<(n, g, k) -> (n, g, k)>],
      iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%w, %s : tensor<64x4x32xi4>, tensor<64x4xf32>) outs(%e : tensor<64x4x32xf32>) {
  ^bb0(%q: i4, %scale: f32, %o: f32):
    %f = arith.sitofp %q : i4 to f32
    %m = arith.mulf %f, %scale : f32
    linalg.yield %m : f32
  } -> tensor<64x4x32xf32>
  %zero = arith.constant 0.0 : f32
  %y = tensor.empty() : tensor<8x64xf32>
  %i = linalg.fill ins(%zero : f32) outs(%y : tensor<8x64xf32>) -> tensor<8x64xf32>
  %r = linalg.generic {
      indexing_maps = [affine_map<(m, n, g, k) -> (m, g, k)>, affine_map<(m, n, g, k) -> (n, g, k)>,
                       affine_map<(m, n, g, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
      ins(%x, %d : tensor<8x4x32xf32>, tensor<64x4x32xf32>) outs(%i : tensor<8x64xf32>) {
  ^bb0(%a: f32, %b: f32, %sum: f32):
    %p = arith.mulf %a, %b : f32
    %t = arith.addf %sum, %p : f32
    linalg.yield %t : f32
  } -> tensor<8x64xf32>
  return %r : tensor<8x64xf32>
}
