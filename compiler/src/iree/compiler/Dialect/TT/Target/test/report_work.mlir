// RUN: iree-compile --iree-hal-target-backends=tenstorrent %s -o /dev/null --iree-tenstorrent-report=- | FileCheck %s

// The report says how much each dispatch computes, and how often the program calls it: 2 * 3 * 5 * 4 for each
// of two products of one shape, and two operations an element between them.

func.func @main(%a: tensor<3x4xf32>, %b: tensor<4x5xf32>, %c: tensor<5x4xf32>) -> tensor<3x5xf32> {
  %zero = arith.constant 0.0 : f32
  %e0 = tensor.empty() : tensor<3x5xf32>
  %z0 = linalg.fill ins(%zero : f32) outs(%e0 : tensor<3x5xf32>) -> tensor<3x5xf32>
  %p = linalg.matmul ins(%a, %b : tensor<3x4xf32>, tensor<4x5xf32>) outs(%z0 : tensor<3x5xf32>) -> tensor<3x5xf32>
  %e1 = tensor.empty() : tensor<3x4xf32>
  %z1 = linalg.fill ins(%zero : f32) outs(%e1 : tensor<3x4xf32>) -> tensor<3x4xf32>
  %q = linalg.matmul ins(%p, %c : tensor<3x5xf32>, tensor<5x4xf32>) outs(%z1 : tensor<3x4xf32>) -> tensor<3x4xf32>
  %x = util.optimization_barrier %q : tensor<3x4xf32>
  %s = arith.addf %x, %a : tensor<3x4xf32>
  %t = math.tanh %s : tensor<3x4xf32>
  %y = util.optimization_barrier %t : tensor<3x4xf32>
  %r = linalg.matmul ins(%y, %b : tensor<3x4xf32>, tensor<4x5xf32>) outs(%z0 : tensor<3x5xf32>) -> tensor<3x5xf32>
  return %r : tensor<3x5xf32>
}

// CHECK:      "dispatch": "main_dispatch_0_matmul_3x5x4_f32"
// CHECK:      "operations": 120,
// CHECK-NEXT: "calls": 2,
// CHECK:      "dispatch": "main_dispatch_1_matmul_3x4x5_f32"
// CHECK:      "operations": 120,
// CHECK-NEXT: "calls": 1,
// CHECK:      "dispatch": "main_dispatch_2_elementwise_12_f32"
// CHECK:      "operations": 24,
// CHECK-NEXT: "calls": 1,
