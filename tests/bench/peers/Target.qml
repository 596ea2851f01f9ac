// One target page, as page.html draws it.
import QtQuick
import QtQuick.Shapes

Rectangle {
    id: page
    property var content
    property bool shown: false
    width: 1920; height: 1080
    color: "#f7f4ec"
    opacity: shown ? 1 : 0
    visible: opacity > 0
    Behavior on opacity { NumberAnimation { duration: 300 } }

    component Words: Text {
        font { family: "Noto Sans CJK SC"; pixelSize: 30 }
        color: "#45535a"
    }
    component Bold: Words {
        font.bold: true
        color: "#17262e"
    }

    Bold { x: 72; y: 58; text: page.content.topic; font.pixelSize: 44; color: "#0a4f5c" }
    Words { anchors.right: parent.right; anchors.rightMargin: 72; y: 70; text: "郑州市2024年民生目标" }
    Rectangle { x: 72; y: 135; width: 1776; height: 5; color: "#17262e" }
    Bold { x: 72; y: 148; text: page.content.name; font.pixelSize: 92 }
    Bold { id: figure; x: 72; y: 240; text: page.content.figure; font.pixelSize: 300 }
    Bold { anchors.left: figure.right; anchors.leftMargin: 30; anchors.baseline: figure.baseline; text: page.content.unit; font.pixelSize: 96 }
    Rectangle { x: 74; y: 652; width: 54; height: 54; radius: 27; color: "transparent"; border { width: 6; color: "#8b8678" } }
    Bold { x: 145; y: 645; text: page.content.state; font.pixelSize: 48 }
    Words { x: 72; y: 722; text: page.content.note }
    Rectangle { x: 72; y: 828; width: 1776; height: 2; color: "#d8d2c3" }
    Bold { x: 72; y: 852; text: page.content.quote; font { family: "Noto Serif CJK SC"; pixelSize: 40 } }
    Words { x: 72; y: 918; text: page.content.source }
    Words { anchors.right: parent.right; anchors.rightMargin: 290; y: 900; horizontalAlignment: Text.AlignRight; text: "市民热线 12345\n可报编号 " + page.content.number }
    Image { x: 1650; y: 846; width: 198; height: 198; smooth: false; source: "qr.png" }
    Rectangle {
        x: 72; y: 1000; width: 1000; height: 8; radius: 4; color: "#d8d2c3"
        Rectangle { width: parent.width * page.content.done; height: 8; radius: 4; color: "#0a4f5c" }
    }

    Item {
        x: 1076; y: 180
        Repeater {
            model: 30
            Rectangle {
                required property int index
                readonly property bool filled: index < page.content.filled
                x: 6 + index % 10 * 78; y: 6 + Math.floor(index / 10) * 78
                width: 63; height: 63; radius: 31.5
                color: filled ? "#0a4f5c" : "transparent"
                border { width: 5; color: filled ? "#0a4f5c" : "#8b8678" }
            }
        }
        Words { y: 245; text: page.content.caption }
        Shape {
            ShapePath {
                strokeColor: "#0a4f5c"; strokeWidth: 4; strokeStyle: ShapePath.DashLine; dashPattern: [4, 2]
                startX: 0; startY: 316
                PathLine { x: 772; y: 316 }
            }
            ShapePath {
                strokeColor: "#17262e"; strokeWidth: 3; startX: 0; startY: 560
                PathLine { x: 772; y: 560 }
            }
            ShapePath {
                strokeColor: "#17262e"; strokeWidth: 4; fillColor: "transparent"
                PathPolyline { path: page.content.values.map((v, i) => Qt.point(180 + i * 190, 560 - v * 8)) }
            }
        }
        Repeater {
            model: page.content.values
            Item {
                required property int index
                required property var modelData
                x: 180 + index * 190
                Rectangle { x: -12; y: 548 - parent.modelData * 8; width: 24; height: 24; radius: 12; color: "#f7f4ec"; border { width: 4; color: "#17262e" } }
                Words { x: -20; y: 574 - parent.modelData * 8; text: parent.modelData }
                Words { x: -24; y: 567; text: (parent.index * 3 + 3) + "月" }
            }
        }
    }
}
