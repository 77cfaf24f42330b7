// RUN: iree-compile --iree-hal-target-backends=tenstorrent --iree-tenstorrent-report=- %s -o /dev/null | FileCheck %s

// What is computed goes to the next strategy, and the report says why.

// CHECK: "dispatch": "sum_dispatch_0
// CHECK: "lowering": "elementwise"
// CHECK: "strategy": "data-movement",
// CHECK-NEXT: "reason": "results are computed"
func.func @sum(%a: tensor<64xf32>) -> tensor<64xf32> {
  %r = arith.addf %a, %a : tensor<64xf32>
  return %r : tensor<64xf32>
}

// CHECK: "dispatch": "packed_dispatch_0
// CHECK: "lowering": "general"
// CHECK: "strategy": "data-movement",
// CHECK-NEXT: "reason": "elements of type i4 in memory"
func.func @packed(%a: tensor<64x32xi4>) -> tensor<32x64xi4> {
  %e = tensor.empty() : tensor<32x64xi4>
  %r = linalg.transpose ins(%a : tensor<64x32xi4>) outs(%e : tensor<32x64xi4>) permutation = [1, 0]
  return %r : tensor<32x64xi4>
}
