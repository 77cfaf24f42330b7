// RUN: iree-compile --iree-hal-target-device=tenstorrent --compile-mode=hal-executable %s -o %t.fb
// RUN: %python -c "import sys; print(open(sys.argv[1], 'rb').read()[4:8])" %t.fb | FileCheck %s

// The FlatBuffer alone, with its identifier.

// CHECK: b'TTEX'
#pipeline_layout = #hal.pipeline.layout<bindings = [
  #hal.pipeline.binding<storage_buffer, ReadOnly>,
  #hal.pipeline.binding<storage_buffer>
]>
hal.executable.source public @executable {
  hal.executable.export public @abs ordinal(0) layout(#pipeline_layout) count(%device: !hal.device) -> (index, index, index) {
    %x, %y, %z = iree_tensor_ext.dispatch.workgroup_count_from_slice()
    hal.return %x, %y, %z : index, index, index
  }
  builtin.module {
    func.func @abs() {
      %c0 = arith.constant 0 : index
      %in = hal.interface.binding.subspan layout(#pipeline_layout) binding(0) offset(%c0) : !iree_tensor_ext.dispatch.tensor<readonly:tensor<2xf32>>
      %out = hal.interface.binding.subspan layout(#pipeline_layout) binding(1) offset(%c0) : !iree_tensor_ext.dispatch.tensor<writeonly:tensor<2xf32>>
      %x = iree_tensor_ext.dispatch.tensor.load %in, offsets = [0], sizes = [2], strides = [1] : !iree_tensor_ext.dispatch.tensor<readonly:tensor<2xf32>> -> tensor<2xf32>
      %abs = math.absf %x : tensor<2xf32>
      iree_tensor_ext.dispatch.tensor.store %abs, %out, offsets = [0], sizes = [2], strides = [1] : tensor<2xf32> -> !iree_tensor_ext.dispatch.tensor<writeonly:tensor<2xf32>>
      return
    }
  }
}
