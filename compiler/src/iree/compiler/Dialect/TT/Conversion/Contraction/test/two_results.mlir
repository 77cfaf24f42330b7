// RUN: iree-compile --iree-hal-target-backends=tenstorrent %s -o %t --iree-tenstorrent-report=- | FileCheck %s

// Two results that are computed in each other's DST tiles.

// CHECK: "lowering": "contraction"
// CHECK-NOT: "lowering": "general"
func.func @main(%a: tensor<32x64xf32>, %b: tensor<64x64xf32>) -> (tensor<32x64xf32>, tensor<32x64xf32>) {
  %0 = stablehlo.dot_general %a, %b, contracting_dims = [1] x [0]
      : (tensor<32x64xf32>, tensor<64x64xf32>) -> tensor<32x64xf32>
  %1 = stablehlo.tanh %0 : tensor<32x64xf32>
  %2 = stablehlo.add %0, %0 : tensor<32x64xf32>
  return %1, %2 : tensor<32x64xf32>, tensor<32x64xf32>
}
