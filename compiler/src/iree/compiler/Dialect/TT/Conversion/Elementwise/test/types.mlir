// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// Element types choose the circular buffers' formats; narrow integers travel as 32-bit ones.

// CHECK: // program: mixed_dispatch_0{{.*}} lowering: elementwise
// CHECK: // circular buffer 0: FLOAT16_B 8 x 2048 bytes DEFAULT
// CHECK: // circular buffer 1: INT32 8 x 4096 bytes UNPACK_TO_DEST_FP32
// CHECK: // circular buffer 14: FLOAT32 8 x 4096 bytes UNPACK_TO_DEST_FP32
// CHECK: // compute: HIFI4 fp32_dest_acc_en=1
// CHECK: read_elements<int8_t, int32_t>
// CHECK: reconfig_data_format_srca(cb_in1);
// CHECK: copy_tile(cb_in1, 0, [[B:[0-9]]]);
// CHECK: typecast_tile_init();
// CHECK: typecast_tile<(uint32_t)DataFormat::Int32, (uint32_t)DataFormat::Float32>([[B]]);
// CHECK: reconfig_data_format_srca(cb_in0);
// CHECK: copy_tile(cb_in0, 0, [[A:[0-9]]]);
// CHECK: mul_binary_tile([[A]], [[B]],
func.func @mixed(%a: tensor<100x7xbf16>, %b: tensor<100x7xi8>) -> tensor<100x7xf32> {
  %fa = arith.extf %a : tensor<100x7xbf16> to tensor<100x7xf32>
  %fb = arith.sitofp %b : tensor<100x7xi8> to tensor<100x7xf32>
  %r = arith.mulf %fa, %fb : tensor<100x7xf32>
  return %r : tensor<100x7xf32>
}
