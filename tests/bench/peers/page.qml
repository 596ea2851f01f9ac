// Three target pages of the display for Qt Quick at 1920x1080, 10 s each with a fade of 300 ms. After the argument
// `still` the first page stays. The same words and shapes as page.html.
import QtQuick
import QtQuick.Window

Window {
    id: window
    property int current: 0
    readonly property string plan: "《郑州市2024年国民经济和社会发展计划》"
    readonly property string issued: " · 郑州市人民政府 2024-03-14"
    readonly property var pages: [
        {topic: "公园健身", name: "新建公园游园", figure: "30", unit: "个", filled: 0, state: "尚无公布数据", note: "结果公布后，在这一页显示。\n期限：2024-12-31",
         quote: "“新建绿地面积300万平方米、公园游园30个”", source: plan + "三(四)四是" + issued, caption: "每个圆圈是 1个。", number: "T-147", values: [4, 9, 15, 24], done: 0.3},
        {topic: "全市经济", name: "地区生产总值增长", figure: "5.7", unit: "%", filled: 24, state: "未达到", note: "判定规则：“左右”允许相差 0.5 个百分点。公布5.7%，目标7%左右。\n期限：2024-12-31",
         quote: "“地区生产总值增长7%左右”", source: plan + "二" + issued, caption: "同比或当年累计，从零画起。", number: "T-001", values: [26, 22, 23, 24], done: 0.6},
        {topic: "就业创业", name: "城镇新增就业", figure: "12.65", unit: "万人", filled: 12, state: "与进度相当", note: "公布到三季度末，按日期折算。\n期限：2024-12-31",
         quote: "“城镇新增就业12.65万人”", source: plan + "二" + issued, caption: "每个圆圈是 5,000人。", number: "T-008", values: [8, 14, 21, 27], done: 0.9}
    ]
    width: 1920; height: 1080
    visible: true
    flags: Qt.FramelessWindowHint
    color: "#f7f4ec"
    Repeater {
        model: window.pages
        Target {
            required property int index
            required property var modelData
            content: modelData
            shown: index === window.current
        }
    }
    Timer {
        interval: 10000; repeat: true
        running: !Qt.application.arguments.includes("still")
        onTriggered: window.current = (window.current + 1) % window.pages.length
    }
}
