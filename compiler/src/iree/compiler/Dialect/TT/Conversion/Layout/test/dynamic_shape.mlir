// RUN: iree-compile --iree-hal-target-backends=tenstorrent %s -o %t --iree-tenstorrent-report=- | FileCheck %s

// A dispatch of dynamic shape beside others: its tensors have rows, and theirs lie as tiles.

// CHECK: "dispatch": "static_dispatch_0
// CHECK: "2": "tiles"
// CHECK: "dispatch": "dynamic_dispatch_0
// CHECK: "layouts": {}
func.func @static(%x: tensor<64x64xf32>, %w: tensor<64x64xf32>, %v: tensor<64x32xf32>) -> tensor<64x32xf32> {
  %0 = stablehlo.dot_general %x, %w, contracting_dims = [1] x [0]
      : (tensor<64x64xf32>, tensor<64x64xf32>) -> tensor<64x64xf32>
  %1 = stablehlo.dot_general %0, %v, contracting_dims = [1] x [0]
      : (tensor<64x64xf32>, tensor<64x32xf32>) -> tensor<64x32xf32>
  return %1 : tensor<64x32xf32>
}

func.func @dynamic(%x: tensor<?x64xf32>) -> tensor<?x64xf32> {
  %0 = stablehlo.tanh %x : tensor<?x64xf32>
  return %0 : tensor<?x64xf32>
}
