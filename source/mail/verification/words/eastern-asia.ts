import type {Language} from './language.ts';

export const easternAsia: readonly Language[] = [
	{
		tag: 'zh-Hans',
		code: '验证码|校验码|动态码|动态密码|动态口令|一次性密码|一次性验证码|一次性代码|安全码|安全代码|确认码|登录码|激活码|认证码|授权码|重置码|重设码|验证代码|临时密码|短信码',
		bare: '代码|口令|编码',
		act: '重置密码|重置登录密码|重置您的*|找回密码|忘记密码|修改密码|登录密码|登录|验证您的*|验证你的*|身份验证|验证身份|邮箱验证|验证邮箱|绑定邮箱|请勿泄露|勿泄露|请勿告知|请输入|正在重置|请在*',
		press:
			'重置密码|立即重置|找回密码|设置新密码|修改密码|验证邮箱|确认邮箱|验证电子邮件|确认电子邮件|激活账号|激活帐号|激活账户|激活帐户|验证账户|验证帐户|确认账户|立即登录|登录|完成注册|立即验证|立即激活',
		maybe: '确认|验证|激活|点击这里|点击此处|点击链接|点击以下链接|点击下方|以下链接|继续',
		other:
			'门禁|门锁|开门|订单|订单号|订单编号|发票|发票号|发票号码|客户号|客户编号|工单|工单号|单号|运单号|快递单号|物流单号|包裹|电话|热线|客服电话|服务热线|手机|手机号|致电|拨打|传真|优惠码|优惠券|折扣码|兑换码|礼品卡|礼品码|推广码|邀请码|邮编|邮政编码|错误代码|错误码|版本|版本号|序列号|型号|账号尾号|尾号|卡号|金额|总计|合计|价格|余额|预订号|预订编号|订座|参考号|编号|会员号|房间|房号|合同号|备案号|许可证|积分|群号|区号|二维码|取件码|提货码|端口',
		gone: '已过期|已失效|已使用|已被使用|已经使用|已更改|已修改|已被修改|已重置|已重設|无效|不正确',
		aside:
			'退订|取消订阅|隐私*|条款|帮助|联系我们|客服|在浏览器中查看|偏好设置|设置|不是我|拒绝|取消|了解更多|订单*|物流*|发票*|关注我们',
		valid: '有效|有效期|失效|过期',
		within: '内|之内|以内',
		second: '秒|秒钟',
		minute: '分钟|分',
		hour: '小时|个小时',
		day: '天',
		lengths: '半小时=30|半个小时=30|一小时=60|一个小时=60|十分钟=10|五分钟=5|两小时=120|一天=1440',
	},
	{
		tag: 'zh-Hant',
		code: '驗證碼|校驗碼|動態碼|動態密碼|一次性密碼|一次性驗證碼|一次性代碼|安全碼|安全代碼|確認碼|登入碼|啟用碼|啟動碼|認證碼|授權碼|重設碼|重置碼|驗證代碼|臨時密碼|簡訊碼',
		bare: '代碼|編碼',
		act: '重設密碼|重置密碼|重設您的*|找回密碼|忘記密碼|修改密碼|變更密碼|登入|驗證您的*|驗證你的*|身分驗證|身份驗證|電子郵件驗證|請勿洩露|請勿外洩|請勿提供|請輸入|完成驗證',
		press:
			'重設密碼|重置密碼|設定新密碼|修改密碼|變更密碼|驗證電子郵件|確認電子郵件|驗證信箱|確認信箱|驗證電郵|啟用帳號|啟用帳戶|驗證帳號|驗證帳戶|確認帳戶|立即登入|登入|完成註冊|立即驗證|立即啟用',
		maybe: '確認|驗證|啟用|點擊這裡|點擊此處|按此|點選連結|以下連結|下方連結|繼續',
		other:
			'門禁|門鎖|開門|訂單|訂單編號|訂單號碼|發票|發票號碼|客戶編號|工單|案件編號|單號|運單號|物流單號|包裹|電話|專線|客服電話|服務專線|手機|手機號碼|致電|撥打|傳真|優惠碼|優惠券|折扣碼|兌換碼|禮品卡|推薦碼|邀請碼|郵遞區號|錯誤代碼|錯誤碼|版本|序號|型號|帳號末*|末四碼|卡號|金額|總計|合計|價格|餘額|預訂編號|訂位代號|參考編號|編號|會員編號|房間|房號|統一編號|合約編號|積分|點數|區碼|取件碼|取貨碼|連接埠',
		gone: '已過期|已失效|已使用|已被使用|已經使用|已變更|已更改|已修改|已重設|無效|不正確',
		aside:
			'取消訂閱|退訂|隱私*|條款|幫助|說明|聯絡我們|客服|在瀏覽器中*|偏好設定|設定|不是我|拒絕|取消|了解更多|瞭解更多|訂單*|物流*|發票*',
		valid: '有效|有效期|失效|過期',
		within: '內|之內|以內',
		second: '秒|秒鐘',
		minute: '分鐘|分',
		hour: '小時|個小時',
		day: '天|日內',
		lengths: '半小時=30|半個小時=30|一小時=60|一個小時=60|十分鐘=10|五分鐘=5|兩小時=120|一天=1440',
	},
	{
		tag: 'ja',
		code: '認証コード|確認コード|検証コード|認証番号|確認番号|セキュリティコード|セキュリティーコード|ワンタイムパスワード|ワンタイムコード|ワンタイムパスコード|パスコード|ログインコード|本人確認コード|一時パスワード|仮パスワード|使い捨てコード|認証キー|認証用コード|確認用コード|暗証コード|再設定コード|リセットコード|アクセスコード|アクティベーションコード',
		bare: 'コード|暗証番号',
		act: 'パスワード再設定|パスワードの再設定|パスワードを再設定|パスワードリセット|パスワードのリセット|パスワードをリセット|パスワードをお忘れ|ログイン|サインイン|本人確認|メールアドレスの確認|メールアドレスを確認|入力してください|ご入力ください|入力し|他人に教えないで|共有しないで|二段階認証|2段階認証|アカウント認証',
		press:
			'パスワードを再設定|パスワードの再設定|パスワード再設定|パスワードをリセット|パスワードのリセット|新しいパスワード|パスワードを変更|メールアドレスを確認|メールアドレスの確認|メールアドレスを認証|アカウントを確認|アカウントを有効*|アカウントを認証|登録を完了|本登録|ログイン|サインイン',
		maybe:
			'確認|認証|有効化|こちら|ここをクリック|こちらをクリック|以下のリンク|下記url|以下のurl|続行|続ける',
		other:
			'ドアコード|玄関|入室|注文|注文番号|ご注文番号|受注番号|請求書|請求書番号|お客様番号|会員番号|顧客番号|お問い合わせ番号|問い合わせ番号|受付番号|管理番号|追跡番号|伝票番号|送り状番号|荷物|電話|電話番号|tel|お電話|fax|クーポン*|クーポンコード|割引コード|プロモーションコード|プロモコード|ギフトコード|ギフトカード|招待コード|郵便番号|エラーコード|バージョン|シリアル番号|製造番号|型番|口座番号|下4桁|下四桁|末尾|カード番号|金額|合計|価格|残高|予約番号|ご予約番号|予約|便名|参照番号|契約番号|部屋|号室|商品番号|ポイント|qrコード|バーコード|国番号|市外局番|ポート',
		gone: '期限切れ|有効期限が切れ|使用済み|使用されました|使用され|変更されました|変更が完了|リセットされました|無効',
		aside:
			'配信停止|登録解除|解除|プライバシー*|利用規約|ヘルプ|お問い合わせ|お問合せ|ブラウザで*|設定|心当たりがない|心当たりのない|拒否|キャンセル|詳しくは|詳細|注文*|配送*|請求*',
		valid: '無効になります|無効となります|有効|有効期限|有効期間|失効|期限',
		within: '以内|の間',
		second: '秒',
		minute: '分|分間',
		hour: '時間',
		day: '日間',
		lengths: '半時間=30|1時間半=90|十分間=10|五分間=5|一時間=60|丸一日=1440',
	},
	{
		tag: 'ko',
		code: '인증번호|인증 번호|인증코드|인증 코드|확인코드|확인 코드|확인번호|확인 번호|보안코드|보안 코드|보안번호|일회용 비밀번호|일회용비밀번호|일회용 코드|일회용 암호|임시 비밀번호|임시비밀번호|임시 코드|로그인 코드|로그인 인증번호|활성화 코드|액세스 코드|검증 코드|본인확인 번호|본인 확인 코드|재설정 코드',
		bare: '코드|암호',
		act: '비밀번호 재설정|비밀번호를 재설정|비밀번호 찾기|비밀번호 변경|비밀번호를 잊|로그인|본인확인|본인 확인|이메일 인증|이메일 확인|계정 인증|입력해 주세요|입력해주세요|입력하세요|입력하여|타인에게|공유하지|회원가입',
		press:
			'비밀번호 재설정|비밀번호 재설정하기|비밀번호 변경|새 비밀번호|이메일 인증|이메일 인증하기|이메일 확인|이메일 주소 확인|계정 인증|계정 확인|계정 활성화|가입 완료|회원가입 완료|로그인|로그인하기',
		maybe: '인증하기|확인하기|확인|활성화|여기를 클릭|여기|아래 링크|다음 링크|계속',
		other:
			'출입문|출입 코드|현관|도어락|주문|주문번호|주문 번호|청구서|송장|송장번호|운송장|운송장번호|고객번호|고객 번호|문의번호|접수번호|접수 번호|사건번호|배송|배송번호|택배|전화|전화번호|고객센터|대표번호|팩스|쿠폰*|쿠폰번호|할인코드|할인 코드|프로모션 코드|추천인 코드|초대 코드|상품권|기프트카드|우편번호|오류 코드|오류코드|에러 코드|버전|일련번호|시리얼 번호|모델|모델명|계좌번호|카드번호|끝자리|끝나는|금액|합계|총액|가격|잔액|예약|예약번호|예약 번호|참조번호|회원번호|계약번호|사업자등록번호|호실|포인트|지역번호',
		gone: '만료되었|만료됐|사용되었|사용됐|이미 사용|더 이상 유효하지|변경되었|변경됐|재설정되었|유효하지 않',
		aside:
			'수신거부|수신 거부|구독 취소|구독취소|개인정보*|이용약관|도움말|고객센터|문의하기|브라우저에서*|설정|본인이 아닌|본인이 아니|거부|취소|자세히|주문*|배송*|청구*',
		valid: '유효|유효시간|유효기간|만료',
		within: '이내|동안|안에',
		second: '초',
		minute: '분',
		hour: '시간',
		day: '일간',
		lengths: '한 시간=60|한시간=60|반시간=30|십분=10|하루=1440',
	},
	{
		tag: 'th',
		code: 'รหัสยืนยัน|รหัสการยืนยัน|รหัสตรวจสอบ|รหัสความปลอดภัย|รหัสรักษาความปลอดภัย|รหัสผ่านครั้งเดียว|รหัสผ่านแบบใช้ครั้งเดียว|รหัสใช้ครั้งเดียว|รหัสเข้าสู่ระบบ|รหัสลงชื่อเข้าใช้|รหัสยืนยันตัวตน|รหัสเปิดใช้งาน|รหัส otp|รหัสotp|โค้ดยืนยัน|รหัสผ่านชั่วคราว|รหัสรีเซ็ต',
		bare: 'รหัส|โค้ด',
		act: 'รีเซ็ตรหัสผ่าน|ตั้งรหัสผ่านใหม่|ลืมรหัสผ่าน|เปลี่ยนรหัสผ่าน|เข้าสู่ระบบ|ลงชื่อเข้าใช้|ยืนยันตัวตน|ยืนยันอีเมล|กรอกรหัส|ป้อนรหัส|ใส่รหัส|ห้ามเปิดเผย|อย่าเปิดเผย|อย่าแชร์',
		press: 'รีเซ็ตรหัสผ่าน|ตั้งรหัสผ่านใหม่|เปลี่ยนรหัสผ่าน|ยืนยันอีเมล|ยืนยันที่อยู่อีเมล|ยืนยันบัญชี|เปิดใช้งานบัญชี|เข้าสู่ระบบ|ลงชื่อเข้าใช้',
		maybe: 'ยืนยัน|เปิดใช้งาน|คลิกที่นี่|ที่นี่|ลิงก์ด้านล่าง|ดำเนินการต่อ',
		other:
			'คำสั่งซื้อ|หมายเลขคำสั่งซื้อ|เลขที่คำสั่งซื้อ|ใบแจ้งหนี้|ใบเสร็จ|เลขที่ใบแจ้งหนี้|หมายเลขลูกค้า|รหัสลูกค้า|หมายเลขพัสดุ|เลขพัสดุ|พัสดุ|เลขติดตาม|โทร|โทรศัพท์|เบอร์โทร|ติดต่อ|แฟกซ์|คูปอง|รหัสส่วนลด|โค้ดส่วนลด|บัตรกำนัล|บัตรของขวัญ|รหัสไปรษณีย์|รหัสข้อผิดพลาด|เวอร์ชัน|หมายเลขซีเรียล|รุ่น|เลขที่บัญชี|หมายเลขบัญชี|ลงท้ายด้วย|จำนวนเงิน|ยอดรวม|รวม|ราคา|บาท|การจอง|หมายเลขการจอง|รหัสการจอง|หมายเลขอ้างอิง|รหัสอ้างอิง|เลขอ้างอิง|ref|หมายเลขสมาชิก|ห้อง|ถนน',
		gone: 'หมดอายุแล้ว|ถูกใช้ไปแล้ว|ถูกใช้แล้ว|ถูกใช้|ใช้ไม่ได้แล้ว|ถูกเปลี่ยน|เปลี่ยนรหัสผ่านแล้ว|ไม่ถูกต้อง',
		aside:
			'ยกเลิกการรับ*|ยกเลิกการสมัคร*|ความเป็นส่วนตัว|ข้อกำหนด|ช่วยเหลือ|ติดต่อเรา|ดูในเบราว์เซอร์|การตั้งค่า|ไม่ใช่ฉัน|ปฏิเสธ|ยกเลิก|เรียนรู้เพิ่มเติม|คำสั่งซื้อ*',
		valid: 'ใช้ได้|หมดอายุ|มีอายุ|มีผล',
		within: 'ภายใน|เป็นเวลา',
		second: 'วินาที',
		minute: 'นาที',
		hour: 'ชั่วโมง|ชม',
		day: 'วัน',
		lengths: 'หนึ่งชั่วโมง=60|ครึ่งชั่วโมง=30|สิบนาที=10|ห้านาที=5',
	},
	{
		tag: 'vi',
		code: 'mã xác minh|mã xác nhận|mã xác thực|mã bảo mật|mã đăng nhập|mã truy cập|mã kích hoạt|mã otp|mật khẩu một lần|mật khẩu dùng một lần|mã dùng một lần|mã một lần|mật khẩu tạm thời|mã khôi phục|mã đặt lại|otp',
		bare: 'mã|mã số|mã pin',
		act: 'đặt lại mật khẩu|khôi phục mật khẩu|quên mật khẩu|đổi mật khẩu|đăng nhập|xác minh email|xác minh tài khoản|xác nhận email|xác thực|nhập mã|không chia sẻ|không cung cấp',
		press:
			'đặt lại mật khẩu|khôi phục mật khẩu|tạo mật khẩu mới|đổi mật khẩu|xác minh email|xác minh địa chỉ*|xác nhận email|xác nhận địa chỉ*|xác nhận tài khoản|xác minh tài khoản|kích hoạt tài khoản|đăng nhập|hoàn tất đăng ký',
		maybe:
			'xác nhận|xác minh|kích hoạt|nhấn vào đây|bấm vào đây|tại đây|liên kết bên dưới|liên kết sau|tiếp tục',
		other:
			'đơn hàng|mã đơn hàng|số đơn hàng|hóa đơn|hoá đơn|số hóa đơn|mã khách hàng|số khách hàng|phiếu|yêu cầu số|mã yêu cầu|mã vận đơn|vận đơn|bưu kiện|điện thoại|số điện thoại|đt|gọi|hotline|fax|mã giảm giá|mã khuyến mãi|mã ưu đãi|phiếu giảm giá|voucher|thẻ quà tặng|mã bưu chính|mã bưu điện|mã lỗi|phiên bản|số sê-ri|số seri|kiểu máy|số tài khoản|kết thúc bằng|số tiền|tổng|tổng cộng|giá|mã số thuế|mã đặt chỗ|đặt chỗ|mã tham chiếu|mã giao dịch|mã giới thiệu|mã hội viên|phòng|đường',
		gone: 'đã hết hạn|đã được sử dụng|đã sử dụng|không còn hiệu lực|đã được thay đổi|đã thay đổi|không hợp lệ',
		aside:
			'hủy đăng ký|huỷ đăng ký|quyền riêng tư|bảo mật thông tin|điều khoản|trợ giúp|liên hệ|xem trên trình duyệt|cài đặt|không phải tôi|từ chối|hủy|tìm hiểu thêm|đơn hàng*',
		valid: 'hiệu lực|hết hạn|hợp lệ',
		within: 'trong vòng|trong',
		second: 'giây',
		minute: 'phút',
		hour: 'giờ|tiếng',
		day: 'ngày',
		lengths: 'một giờ=60|nửa giờ=30|mười phút=10|năm phút=5|một ngày=1440',
	},
	{
		tag: 'id',
		code: 'kode verifikasi|kode konfirmasi|kode keamanan|kode masuk|kode akses|kode aktivasi|kode otentikasi|kode autentikasi|kode otp|kode sekali pakai|kata sandi sekali pakai|sandi sekali pakai|kata sandi sementara|kode pemulihan|kode reset|kode pengesahan|otp',
		bare: 'kode|pin',
		act: 'mengatur ulang kata sandi|atur ulang kata sandi|reset kata sandi|mereset kata sandi|reset password|lupa kata sandi|lupa sandi|pemulihan akun|masuk ke|untuk masuk|login|verifikasi email|verifikasi akun|konfirmasi email|masukkan|jangan berikan|jangan bagikan|jangan beritahukan',
		press:
			'atur ulang kata sandi|reset kata sandi|ubah kata sandi|ganti kata sandi|buat kata sandi baru|kata sandi baru|verifikasi email|verifikasi alamat*|konfirmasi email|konfirmasi alamat*|konfirmasi akun|verifikasi akun|aktifkan akun|aktivasi akun|masuk sekarang|selesaikan pendaftaran',
		maybe:
			'konfirmasi|verifikasi|aktifkan|klik di sini|di sini|tautan berikut|tautan di bawah|masuk|lanjutkan',
		other:
			'pesanan|nomor pesanan|no. pesanan|faktur|nomor faktur|tagihan|nomor pelanggan|id pelanggan|tiket|nomor tiket|nomor kasus|resi|nomor resi|no. resi|paket|pelacakan|telepon|telp|nomor telepon|hubungi|faks|kode promo|kode diskon|kode voucher|kupon*|voucher|kartu hadiah|kode undangan|kode referal|kode pos|kode kesalahan|versi|nomor seri|model|nomor rekening|rekening|berakhiran|yang berakhir|jumlah|total|harga|saldo|npwp|reservasi|kode booking|kode pemesanan|nomor referensi|referensi|nomor anggota|kamar|ruang|jalan|jl',
		gone: 'telah kedaluwarsa|sudah kedaluwarsa|telah kadaluarsa|telah digunakan|sudah digunakan|tidak berlaku lagi|telah diubah|telah diganti|tidak valid',
		aside:
			'berhenti berlangganan|privasi|ketentuan|bantuan|hubungi kami|lihat di browser|pengaturan|bukan saya|tolak|batalkan|pelajari lebih lanjut|pesanan*|lacak*',
		valid: 'berlaku|kedaluwarsa|kadaluarsa|valid|masa berlaku',
		within: 'dalam|selama',
		second: 'detik',
		minute: 'menit',
		hour: 'jam',
		day: 'hari',
		lengths: 'satu jam=60|setengah jam=30|sepuluh menit=10|lima menit=5|satu hari=1440',
	},
];
