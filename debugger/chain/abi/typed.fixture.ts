/** Lines as the typed layer's macros leave them in an ELF, for tests. */

export const TYPED_LINES = [
  '{"event":{"name":"Filled","docs":"An order is done.","inputs":[{"name":"by","type":"option<address>","indexed":true},{"name":"order","type":"Order","indexed":false}]}}',
  '{"contract":{"name":"market","docs":"Buys and sells.","calls":"typed","selectorWidth":4}}',
  '{"storage":{"name":"owner","domain":"owner","docs":"Who may stop it.","kind":"item","key":"()","value":"address","layout":"borsh"}}',
  '{"storage":{"name":"orders","domain":"orders","kind":"map","key":"(address,uint32)","value":"Order","layout":"borsh"}}',
  '{"function":{"name":"place","selector":3028529107,"docs":"Places an order.","mutability":"payable","inputs":[{"name":"order","type":"Order"},{"name":"memo","type":"string"},{"name":"tags","type":"bytes[]"}],"outputs":[{"type":"uint32"}],"error":"MarketError"}}',
  '{"function":{"name":"init","selector":2545317659,"mutability":"write","init":true,"inputs":[],"outputs":[{"type":"()"}]}}',
  '{"error":{"name":"MarketError","id":1369946081,"docs":"Why not.","variants":[{"name":"TooLittle","code":1,"message":"{who} sent {sent}, not {price:?} {{coin}}","inputs":[{"name":"who","type":"address"},{"name":"sent","type":"uint128"},{"name":"price","type":"uint128"}]},{"name":"Closed","code":2,"docs":"Come back.","inputs":[]},{"name":"Strange","code":3,"message":"{0}: no such order","inputs":[{"name":"0","type":"string"}]},{"name":"Bad","code":4,"inputs":[{"name":"0","type":"Side"}]}]}}',
  '{"type":{"kind":"struct","name":"Order","docs":"What is wanted.","layout":"borsh","fields":[{"name":"side","type":"Side"},{"name":"price","type":"uint64","docs":"Of one."}]}}',
  '{"type":{"kind":"enum","name":"Side","variants":[{"name":"Buy","fields":[]},{"name":"Limit","docs":"At most.","fields":[{"name":"0","type":"uint32"}]}]}}',
  'event Logged(text:string)',
  'map Balances',
].join('\n');
